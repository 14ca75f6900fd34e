import { known, positive } from "../check.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link stretch}. */
export interface StretchOptions {
  /** How many times as long it becomes, above 0. */
  readonly factor: number;
}

/**
 * The same curve over `factor` times as many steps: s(t/factor). Its length need not be whole.
 *
 * @throws LehrError BAD_VALUE for a factor that is not above 0.
 * @example
 * import { linear, stretch } from "lehr";
 * const schedule = stretch(linear({ steps: 10 }), { factor: 2 });
 * schedule.steps; // => 20
 * schedule(10); // => 0.5
 */
export function stretch(schedule: Schedule, options: StretchOptions): Schedule {
  const { factor } = known("stretch", options, "factor");
  positive("stretch", "factor", factor);
  const steps = schedule.steps * factor;
  return define(
    {
      spec: { type: "stretch", factor, schedule: schedule.spec },
      steps,
      phases: schedule.phases.map((phase) => ({
        ...phase,
        start: phase.start * factor,
        steps: phase.steps * factor,
      })),
      continues: schedule.continues,
      absolute: schedule.absolute,
    },
    // At its end it is exactly at the end, whatever a division rounds to.
    (step, base) => schedule(step === steps ? schedule.steps : step / factor, base),
  );
}
