import { count, fraction, notNegative, positive } from "../check.js";
import { LehrError } from "../error.js";
import { checkMetricOptions, isBetter, type MetricOptions, type MetricRule } from "./metricRule.js";

/** Options of {@link greedy}. */
export interface GreedyOptions extends MetricOptions {
  /** What bad luck multiplies the rates by and good luck divides them by, between 0 and 1. Default 0.95. */
  readonly factor?: number;
  /** How many observations of one kind in a row are waited for. Default 10. */
  readonly patience?: number;
  /** How many observations after a cut are ignored. Default 0. */
  readonly cooldown?: number;
  /** How many observations after a rise are ignored. Default 0. */
  readonly warmup?: number;
  /** The factor never falls below this. Default 0.01. */
  readonly min?: number;
  /** The factor never rises above this. Default 10. */
  readonly max?: number;
  /** The metric is averaged over so many observations. Default 1: as it comes. */
  readonly window?: number;
  /** After so many cuts at `min` the rule starts anew. Default 500. */
  readonly reset?: number;
}

/**
 * Raises the rates while a metric gets better and cuts them while it does not: after more than `patience`
 * good observations in a row the factor becomes min(now/factor, max), after as many bad ones
 * max(now·factor, min).
 *
 * The rule of Hugging Face's `GreedyLR`, whose `min_lr` and `max_lr` are absolute: here they are factors, so
 * that no base rate lies outside them. Subramanian & Ganapathiraman (2023).
 *
 * @throws LehrError BAD_VALUE for an option that is not what it must be, or a `min` above `max`.
 * @example
 * import { greedy, replay } from "lehr";
 * replay(greedy({ factor: 0.5, patience: 1 }), [4, 3, 2, 2, 2]); // => [1, 2, 2, 2, 1]
 */
export function greedy({
  mode = "min",
  factor = 0.95,
  patience = 10,
  threshold = 1e-6,
  thresholdMode = "abs",
  cooldown = 0,
  warmup = 0,
  min = 0.01,
  max = 10,
  window = 1,
  reset = 500,
  from = 0,
}: GreedyOptions = {}): MetricRule {
  const better = { mode, threshold, thresholdMode, from };
  checkMetricOptions("greedy", better);
  fraction("greedy", "factor", factor);
  for (const [name, value] of Object.entries({ patience, cooldown, warmup })) count("greedy", name, value);
  for (const [name, value] of Object.entries({ window, reset }))
    positive("greedy", name, count("greedy", name, value));
  notNegative("greedy", "min", min);
  positive("greedy", "max", max);
  if (min > max) throw new LehrError("BAD_VALUE", `greedy: min must not be above max, got ${min} > ${max}`);
  const initial = {
    factor: 1,
    best: null,
    good: 0,
    bad: 0,
    wait: 0,
    cuts: 0,
    window: [] as readonly number[],
  };
  return Object.freeze<MetricRule>({
    spec: Object.freeze({
      type: "greedy",
      factor,
      patience,
      cooldown,
      warmup,
      min,
      max,
      window,
      reset,
      ...better,
    }),
    initial: Object.freeze(initial),
    observe: (before, raw, step) => {
      if (step < from) return before;
      const state = before as unknown as typeof initial;
      // A metric that is not finite would stay in the average, and in the JSON as null.
      const seen = Number.isFinite(raw) ? [...state.window, raw].slice(-window) : state.window;
      const kept = { ...state, window: seen };
      if (state.wait > 0) return { ...kept, good: 0, bad: 0, wait: state.wait - 1 };
      const metric = Number.isFinite(raw) ? seen.reduce((sum, one) => sum + one, 0) / seen.length : raw;
      if (isBetter(metric, state.best, better)) {
        const won = { ...kept, best: metric, bad: 0 };
        if (state.good < patience) return { ...won, good: state.good + 1 };
        const raised = Math.max(state.factor, Math.min(state.factor / factor, max));
        return { ...won, factor: raised, good: 0, wait: warmup, cuts: 0 };
      }
      if (state.bad < patience) return { ...kept, good: 0, bad: state.bad + 1 };
      const lowered = Math.min(state.factor, Math.max(state.factor * factor, min));
      const cuts = lowered <= min ? state.cuts + 1 : state.cuts;
      if (cuts >= reset) return { ...initial, wait: cooldown };
      return { ...kept, factor: lowered, good: 0, bad: 0, wait: cooldown, cuts };
    },
  });
}
