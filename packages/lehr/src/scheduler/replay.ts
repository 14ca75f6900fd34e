import type { MetricRule } from "./metricRule.js";

/** One line of a log: the metric, and how many updates were done when it was measured. */
export interface Observation {
  readonly step: number;
  readonly metric: number;
}

/**
 * The factor after each observation of a log, as a scheduler with this rule would have had it: what a rule
 * would have done, without training again. A bare number is observed at the step of its place in the list.
 *
 * @example
 * import { plateau, replay } from "lehr";
 * const log = [{ step: 100, metric: 0.9 }, { step: 200, metric: 0.95 }];
 * replay(plateau({ factor: 0.5, patience: 0 }), log); // => [1, 0.5]
 */
export function replay(rule: MetricRule, log: readonly (number | Observation)[]): number[] {
  let state = rule.initial;
  return log.map((line, index) => {
    const { step, metric } = typeof line === "number" ? { step: index, metric: line } : line;
    state = rule.observe(state, metric, step);
    return state.factor;
  });
}
