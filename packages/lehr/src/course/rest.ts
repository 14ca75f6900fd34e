import { notNegative, positive } from "../check.js";
import { madeOf } from "../combine/parts.js";
import { LehrError } from "../error.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link rest}. */
export interface RestOptions {
  /** The step of the schedule that becomes step 0. */
  readonly from: number;
  /** How many steps the remainder takes. Default: as many as are left. */
  readonly steps?: number;
}

/**
 * What is left of a schedule from a step on, laid over `steps` steps: s(from + t·(s.steps − from)/steps).
 * Holds its last value afterwards. Absolute and relative levels stay what they are.
 *
 * @throws LehrError BAD_VALUE for a `from` that is negative, steps that are not above 0, or a remainder that
 * is to be stretched and either never ends or is empty.
 * @example
 * import { linear, rest } from "lehr";
 * const schedule = rest(linear({ steps: 10 }), { from: 5, steps: 10 });
 * schedule(0, 1); // => 0.5
 * schedule(10, 1); // => 0
 */
export function rest(schedule: Schedule, { from, steps }: RestOptions): Schedule {
  notNegative("rest", "from", from);
  const left = schedule.steps - from;
  if (steps !== undefined) positive("rest", "steps", steps);
  if (!(left > 0) || (left === Infinity && steps !== undefined)) {
    throw new LehrError(
      "BAD_VALUE",
      `rest: ${schedule.spec.type} ${left === Infinity ? "never ends, so its rest has no length to change" : `has ${schedule.steps} steps, so nothing is left from step ${from}`}`,
    );
  }
  const length = steps ?? left;
  const pace = length === left ? 1 : left / length;
  const phases = schedule.phases
    .filter((phase) => phase.start + phase.steps > from)
    .map((phase) => {
      const start = Math.max(phase.start, from);
      return {
        name: phase.name,
        start: (start - from) / pace,
        steps: (phase.start + phase.steps - start) / pace,
      };
    });
  const remaining = define(
    {
      spec: { type: "rest", from, ...(steps !== undefined && { steps }), schedule: schedule.spec },
      steps: length,
      // Schedules side by side may go on after the last phase that they tell about.
      phases: phases.length > 0 ? phases : [{ name: "hold", start: 0, steps: length }],
      continues: schedule.continues,
      absolute: schedule.absolute,
    },
    (step, base) => schedule(step === length ? schedule.steps : from + step * pace, base),
  );
  return madeOf(remaining, [schedule]);
}
