import { LehrError } from "../error.js";
import { notNegative, oneOf, count } from "../check.js";

/** What a metric rule knows: plain JSON, so that a run can be saved between any two observations. */
export interface RuleState {
  /** What every rate is multiplied by now. */
  readonly factor: number;
  /** The best metric so far; null before the first (infinity is not JSON). */
  readonly best: number | null;
  readonly [counter: string]: number | null | readonly number[];
}

/** A rule as plain JSON: a `type` and its options. */
export interface RuleSpec {
  readonly type: string;
  readonly [option: string]: unknown;
}

/**
 * How a metric changes the rates: a pure function from state and metric to the next state. The factor in
 * the state multiplies any schedule.
 */
export interface MetricRule {
  readonly spec: RuleSpec;
  /** The state before the first observation. */
  readonly initial: RuleState;
  /** The state after `metric` was seen with `step` updates done. */
  readonly observe: (state: RuleState, metric: number, step: number) => RuleState;
}

/** Options that every rule has: what counts as better, and from when. */
export interface MetricOptions {
  /** Is a lower metric better (`min`, the default) or a higher one (`max`)? */
  readonly mode?: "min" | "max";
  /** By how much a metric must beat the best to count. */
  readonly threshold?: number;
  /** Is `threshold` a part of the best (`rel`), or a difference (`abs`)? */
  readonly thresholdMode?: "rel" | "abs";
  /** Observations before this many updates are ignored: after the warmup, say. Default 0. */
  readonly from?: number;
}

/** @throws LehrError BAD_VALUE for an option that is not what it must be. */
export function checkMetricOptions(where: string, options: Required<MetricOptions>): void {
  oneOf(where, "mode", options.mode, ["min", "max"]);
  notNegative(where, "threshold", options.threshold);
  oneOf(where, "thresholdMode", options.thresholdMode, ["rel", "abs"]);
  count(where, "from", options.from);
}

/**
 * Whether a metric beats the best so far. The first one does; NaN and infinity never do. A relative
 * threshold is a part of the size of the best, so it is right for negative metrics too (where PyTorch's
 * best·(1 ± threshold) lies on the wrong side of the best).
 */
export function isBetter(
  metric: number,
  best: number | null,
  { mode, threshold, thresholdMode }: Required<MetricOptions>,
): boolean {
  if (!Number.isFinite(metric)) return false;
  if (best === null) return true;
  const margin = thresholdMode === "rel" ? threshold * Math.abs(best) : threshold;
  return mode === "min" ? metric < best - margin : metric > best + margin;
}

/**
 * A saved state of this rule, checked.
 *
 * @throws LehrError BAD_STATE when it is not one.
 */
export function ruleState(rule: MetricRule, saved: unknown): RuleState {
  const given = (typeof saved === "object" && saved !== null ? saved : {}) as Partial<RuleState>;
  const fits = Object.entries(rule.initial).every(([key, first]) => {
    const value = given[key];
    if (Array.isArray(first)) return Array.isArray(value) && value.every((one) => Number.isFinite(one));
    return Number.isFinite(value) || (key === "best" && value === null);
  });
  if (fits) return given as RuleState;
  throw new LehrError(
    "BAD_STATE",
    `loadStateDict: rule must be the state of ${rule.spec.type} (${Object.keys(rule.initial).join(", ")}), got ${JSON.stringify(saved)}`,
  );
}
