import { count, fraction, notNegative, oneOf } from "../check.js";
import { checkMetricOptions, isBetter, type MetricOptions, type MetricRule } from "./metricRule.js";

/** Options of {@link plateau}. */
export interface PlateauOptions extends MetricOptions {
  /** What a plateau multiplies the rates by, between 0 and 1. Default 0.1. */
  readonly factor?: number;
  /** How many observations without progress are put up with. Default 10. */
  readonly patience?: number;
  /** How many observations after a cut do not count. Default 0. */
  readonly cooldown?: number;
  /** The factor never falls below this. Default 0. */
  readonly min?: number;
  /**
   * Who counts. `torch` (the default) cuts at the observation after `patience` bad ones; `keras` cuts at the
   * last of `patience` bad ones, and counts the last one of a cooldown already.
   */
  readonly counts?: "torch" | "keras";
}

/**
 * Cuts the rates when a metric has stopped getting better: after more than `patience` observations in a row
 * that do not beat the best by `threshold`, the factor becomes max(factor·now, min).
 *
 * The rule of PyTorch's `ReduceLROnPlateau` and, with `counts: "keras"`, `thresholdMode: "abs"`, of Keras'.
 * Observations that are not finite count as bad.
 *
 * @throws LehrError BAD_VALUE for an option that is not what it must be.
 * @example
 * import { plateau, replay } from "lehr";
 * const rule = plateau({ factor: 0.5, patience: 2 });
 * replay(rule, [1, 1, 1, 1, 1]); // => [1, 1, 1, 0.5, 0.5]
 */
export function plateau({
  mode = "min",
  factor = 0.1,
  patience = 10,
  threshold = 1e-4,
  thresholdMode = "rel",
  cooldown = 0,
  min = 0,
  counts = "torch",
  from = 0,
}: PlateauOptions = {}): MetricRule {
  const better = { mode, threshold, thresholdMode, from };
  checkMetricOptions("plateau", better);
  fraction("plateau", "factor", factor);
  count("plateau", "patience", patience);
  count("plateau", "cooldown", cooldown);
  notNegative("plateau", "min", min);
  const keras = oneOf("plateau", "counts", counts, ["torch", "keras"]) === "keras";
  const limit = keras ? Math.max(1, patience) : patience + 1;
  const spec = { type: "plateau", factor, patience, cooldown, min, counts, ...better };
  const initial = { factor: 1, best: null, bad: 0, cooldown: 0 };
  return Object.freeze<MetricRule>({
    spec: Object.freeze(spec),
    initial: Object.freeze(initial),
    observe: (state, metric, step) => {
      if (step < from) return state;
      const { factor: now, best, bad: badBefore, cooldown: left } = state as unknown as typeof initial;
      const won = isBetter(metric, best, better);
      const waiting = keras ? left > 1 : left > 0;
      const bad = won || waiting ? 0 : badBefore + 1;
      const rest = { best: won ? metric : best, cooldown: Math.max(0, left - 1) };
      if (bad < limit) return { factor: now, ...rest, bad };
      // A floor above the factor, for a rule that begins below it, does not raise the rates.
      return { factor: Math.min(now, Math.max(now * factor, min)), best: rest.best, bad: 0, cooldown };
    },
  });
}
