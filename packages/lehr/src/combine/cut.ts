import { known, length } from "../check.js";
import type { Length } from "../length.js";
import { define, type Phase, type Schedule } from "../schedule.js";

/** Options of {@link cut}. */
export interface CutOptions {
  /** When it ends. */
  readonly steps: Length;
}

/**
 * The first `steps` of a schedule: a longer one is cut short there, a shorter one holds its last value until
 * then. It is how a schedule that never ends becomes part of a sequence.
 *
 * @throws LehrError BAD_VALUE for steps that are not a length.
 * @example
 * import { constant, cut, inverseSqrt, sequence } from "lehr";
 * const schedule = sequence(cut(inverseSqrt({ every: 10 }), { steps: 30 }), constant({ level: 0.1 }));
 * schedule(29).toFixed(3); // => "0.506"
 * schedule(30); // => 0.1
 */
export function cut(schedule: Schedule, options: CutOptions): Schedule {
  const { steps } = known("cut", options, "steps");
  const whole = length("cut", "steps", steps);
  return define(
    {
      spec: { type: "cut", steps, schedule: schedule.spec },
      // Unknown as long as either is.
      steps: Number.isNaN(schedule.steps) ? NaN : whole,
      phases: phasesUntil(whole, schedule),
      absolute: schedule.absolute,
    },
    schedule,
  );
}

function phasesUntil(whole: number, { phases, steps }: Schedule): readonly Phase[] {
  const kept = phases
    .filter(({ start }) => !(start >= whole))
    .map((phase) => ({ ...phase, steps: Math.min(phase.steps, whole - phase.start) }));
  if (kept.length === 0) return [{ name: "hold", start: 0, steps: whole }];
  return whole > steps ? [...kept, { name: "hold", start: steps, steps: whole - steps }] : kept;
}
