import { known, length, positive } from "../check.js";
import type { Length } from "../length.js";
import type { Schedule } from "../schedule.js";
import { falling, type FallingOptions } from "./falling.js";

/** Options of {@link stepDecay}. */
export interface StepDecayOptions extends FallingOptions {
  /** How long each stair is. */
  readonly every: Length;
  /** What each stair leaves of the one before, above 0. */
  readonly factor: number;
}

/**
 * Stairs: end + (start − end)·factor^⌊t/every⌋. Never ends by itself. PyTorch's `StepLR`, Optax' and Keras'
 * `staircase`.
 *
 * @throws LehrError BAD_VALUE for an `every` that is not a length, a factor that is not above 0, a negative
 * level, or a factor above 1 without `steps`.
 * @example
 * import { stepDecay } from "lehr";
 * const schedule = stepDecay({ every: 30, factor: 0.5 });
 * schedule(29, 0.1); // => 0.1
 * schedule(30, 0.1); // => 0.05
 */
export function stepDecay(options: StepDecayOptions): Schedule {
  const { every, factor, ...rest } = known("stepDecay", options, "every, factor, steps, start, end");
  const period = length("stepDecay", "every", every);
  positive("stepDecay", "factor", factor);
  return falling("stepDecay", rest, { every, factor }, period, (step) => factor ** Math.floor(step / period));
}
