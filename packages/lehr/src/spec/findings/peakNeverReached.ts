import type { Schedule, ScheduleSpec } from "../../schedule.js";
import { factor, peakOf, type Check } from "./check.js";
import { tryParse } from "./tryParse.js";

/**
 * A warmup is multiplied with a decay that runs at the same time, so that neither is ever at its peak: the
 * warmup must come before the decay, not on top of it.
 */
export const peakNeverReached: Check = (schedule, { totalSteps }) => {
  for (const spec of productsIn(schedule.spec)) {
    const whole = tryParse(spec);
    const parts = (spec["parts"] as readonly ScheduleSpec[]).flatMap((part) => tryParse(part) ?? []);
    if (!whole || !parts.some(isWarmup)) continue;
    const possible = parts.reduce((product, part) => product * peakOf(part, 0, totalSteps).rate, 1);
    const reached = peakOf(whole, 0, totalSteps);
    if (reached.rate >= 0.99 * possible) continue;
    return {
      code: "peak-never-reached",
      step: reached.step,
      why: `the decay runs while the rate still warms up, so it gets no higher than ${factor(reached.rate)} of the base rate, at step ${reached.step}, instead of ${factor(possible)}`,
      advice: "put the warmup before the decay: warmup(decay, { steps })",
    };
  }
  return undefined;
};

/** One rise at the beginning; cycles rise again and again and are meant to be scaled. */
function isWarmup({ phases }: Schedule): boolean {
  return phases[0]?.name === "warmup" && phases.slice(1).every(({ name }) => name === "hold");
}

function productsIn(spec: ScheduleSpec): ScheduleSpec[] {
  const inner = [spec["schedule"], ...((spec["parts"] as unknown[] | undefined) ?? [])];
  const found = inner.flatMap((one) => (one ? productsIn(one as ScheduleSpec) : []));
  return spec.type === "product" ? [spec, ...found] : found;
}
