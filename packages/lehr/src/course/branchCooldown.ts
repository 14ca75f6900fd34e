import { cooldown, type CooldownOptions } from "../combine/cooldown.js";
import { cut } from "../combine/cut.js";
import type { Schedule } from "../schedule.js";

/**
 * Ends a run from any of its steps: follows `schedule` until `fromStep`, then falls from the rate there to
 * `end`. From one long run with a constant rate, a finished model of any length for the price of its
 * cooldown.
 *
 * Hägele et al., Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations (2024).
 *
 * @throws LehrError BAD_VALUE for numbers that are not what they must be.
 * @example
 * import { branchCooldown, constant, warmup } from "lehr";
 * const trunk = warmup(constant(), { steps: 100, start: 0.01 });
 * const branch = branchCooldown(trunk, 800, { steps: 200, ease: "oneMinusSqrt" });
 * branch(800, 0.1); // => 0.1
 * branch(850, 0.1); // => 0.05
 * branch(1000, 0.1); // => 0
 */
export function branchCooldown(schedule: Schedule, fromStep: number, options: CooldownOptions): Schedule {
  return cooldown(cut(schedule, { steps: fromStep }), options);
}
