import { known, finite, length } from "../check.js";
import type { Length } from "../length.js";
import { define, type Phase, type Schedule } from "../schedule.js";

/** Options of {@link shift}. */
export interface ShiftOptions {
  /** How many steps into the schedule it begins; a negative number delays it, at its first value. */
  readonly steps: Length;
}

/**
 * The same schedule from its step `steps` on: s(t + steps).
 *
 * @throws LehrError BAD_VALUE for steps that are neither a number nor a length with a unit.
 * @example
 * import { linear, shift } from "lehr";
 * shift(linear({ steps: 10 }), { steps: 5 })(0); // => 0.5
 * shift(linear({ steps: 10 }), { steps: -5 })(10); // => 0.5
 */
export function shift(schedule: Schedule, options: ShiftOptions): Schedule {
  const { steps } = known("shift", options, "steps");
  const by = typeof steps === "string" ? length("shift", "steps", steps) : finite("shift", "steps", steps);
  return define(
    {
      spec: { type: "shift", steps, schedule: schedule.spec },
      // Whoever begins after the end holds the last value, for a step.
      steps: schedule.steps - by > 0 ? schedule.steps - by : schedule.steps - by <= 0 ? 1 : NaN,
      phases: phasesFrom(by, schedule.phases),
      continues: schedule.continues,
      absolute: schedule.absolute,
    },
    (step, base) => schedule(step + by, base),
  );
}

function phasesFrom(by: number, phases: readonly Phase[]): readonly Phase[] {
  const kept = phases
    .map(({ name, start, steps }) => ({
      name,
      start: Math.max(0, start - by),
      steps: Math.min(steps, start + steps - by),
    }))
    .filter(({ steps }) => !(steps <= 0));
  if (kept.length === 0) return [{ name: "hold", start: 0, steps: 1 }];
  return by < 0 ? [{ name: "hold", start: 0, steps: -by }, ...kept] : kept;
}
