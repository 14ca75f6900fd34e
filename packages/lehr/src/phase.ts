import type { Phase, Schedule } from "./schedule.js";

/** Where a step stands among the phases. */
export interface PhaseAt extends Phase {
  /** Which phase it is, from 1. */
  readonly number: number;
  /** How many phases the schedule has. */
  readonly of: number;
}

/**
 * The phase that a step belongs to; after the end, the last one.
 *
 * @example
 * import { cosine, phaseAt, warmup } from "lehr";
 * const { name, number, of } = phaseAt(warmup(cosine({ steps: 90 }), { steps: 10 }), 5);
 * `${name} ${number}/${of}`; // => "warmup 1/2"
 */
export function phaseAt(schedule: Schedule, step: number): PhaseAt {
  const { phases } = schedule;
  let index = 0;
  while (index + 1 < phases.length && step >= phases[index + 1]!.start) index++;
  return { ...phases[index]!, number: index + 1, of: phases.length };
}
