import { known, length } from "../check.js";
import type { Length } from "../length.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link staircase}. */
export interface StaircaseOptions {
  /** How long the rate stays the same. */
  readonly every: Length;
}

/**
 * The same schedule, read only every so many steps: s(⌊t/every⌋·every). With `every: "1ep"` it is a
 * schedule that moves once an epoch, as those of PyTorch's examples do.
 *
 * @throws LehrError BAD_VALUE for an `every` that is not a length.
 * @example
 * import { linear, staircase } from "lehr";
 * const schedule = staircase(linear({ steps: 10 }), { every: 5 });
 * [0, 4, 5, 10].map((step) => schedule(step)); // => [1, 1, 0.5, 0]
 */
export function staircase(schedule: Schedule, options: StaircaseOptions): Schedule {
  const { every } = known("staircase", options, "every");
  const period = length("staircase", "every", every);
  return define(
    {
      spec: { type: "staircase", every, schedule: schedule.spec },
      steps: Number.isNaN(period) ? NaN : schedule.steps,
      phases: schedule.phases,
      continues: schedule.continues,
      absolute: schedule.absolute,
    },
    (step, base) => schedule(Math.floor(step / period) * period, base),
  );
}
