import { notNegative, positive } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { remainder } from "./remainder.js";
import { turn } from "./turn.js";

/** Where a run stands, and where it shall end now. */
export interface ExtendOptions {
  /** The step that the run has reached: nothing before it changes. */
  readonly at: number;
  /** The new length of the run. */
  readonly totalSteps: number;
}

/**
 * Another horizon in the middle of a run, continuous from here: the same rates up to `at`, the same rate at
 * `at`, and the same end at `totalSteps`. A hold that is still to come, or has begun, is made longer (or
 * shorter) and the decay after it stays as it is; without one, what is left of the schedule is stretched.
 *
 * @throws LehrError BAD_VALUE when the schedule never ends, or has ended: then `rewarm` is what you want.
 * @example
 * import { cosine, extend } from "lehr";
 * const longer = extend(cosine({ steps: 100 }), { at: 50, totalSteps: 250 });
 * longer(50, 0.1).toFixed(6); // => "0.050000"
 * longer(150, 0.1) === cosine({ steps: 100 })(75, 0.1); // => true
 * longer(250, 0.1); // => 0
 */
export function extend(schedule: Schedule, { at, totalSteps }: ExtendOptions): Schedule {
  notNegative("extend", "at", at);
  positive("extend", "totalSteps", totalSteps);
  if (schedule.steps === Infinity) {
    throw new LehrError("BAD_VALUE", `extend: ${schedule.spec.type} never ends; it needs no other horizon`);
  }
  if (at >= schedule.steps || at >= totalSteps) {
    throw new LehrError(
      "BAD_VALUE",
      `extend: at must be before the end of the schedule (${schedule.steps}) and of the run (${totalSteps}), got ${at}; a schedule that has ended is begun again with rewarm`,
    );
  }
  const hold = holdFrom(schedule, at);
  const added = totalSteps - schedule.steps;
  if (hold && hold.end + added > hold.start) {
    const tail = remainder(schedule, { from: hold.end });
    return turn(schedule, tail, { at: hold.start, steps: hold.end + added - hold.start });
  }
  return turn(schedule, remainder(schedule, { from: at, steps: totalSteps - at }), { at });
}

/** The stretch of the last hold that lies ahead, where a decay follows and the rate really stays. */
function holdFrom(schedule: Schedule, at: number): { start: number; end: number } | undefined {
  for (const phase of schedule.phases.toReversed()) {
    const start = Math.max(phase.start, at);
    const end = phase.start + phase.steps;
    const level = schedule(start);
    const stays = level === schedule(end) && level === schedule((start + end) / 2);
    if (phase.name === "hold" && start < end && end < schedule.steps && stays) return { start, end };
  }
  return undefined;
}
