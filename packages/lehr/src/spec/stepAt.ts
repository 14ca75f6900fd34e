import type { Schedule } from "../schedule.js";

/** How far a schedule that never ends is searched. */
const FAR = 1_000_000;

/**
 * The first update whose rate has reached `rate`, from whichever side the schedule comes; undefined when it
 * never does. A schedule that never ends is searched for its first million updates.
 *
 * @example
 * import { cosine, stepAt, warmup } from "lehr";
 * const schedule = warmup(cosine({ steps: 900 }), { steps: 100 });
 * stepAt(schedule, 0.05, 0.1); // => 50
 * stepAt(schedule, 0.2, 0.1); // => undefined
 */
export function stepAt(schedule: Schedule, rate: number, base = 1): number | undefined {
  const side = Math.sign(schedule(0, base) - rate);
  const last = schedule.steps === Infinity ? FAR : Math.ceil(schedule.steps);
  for (let step = 0; step <= last; step++) {
    if (Math.sign(schedule(step, base) - rate) !== side || side === 0) return step;
  }
  return undefined;
}
