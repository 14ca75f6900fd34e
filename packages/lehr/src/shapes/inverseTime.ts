import { known, length, positive } from "../check.js";
import type { Length } from "../length.js";
import type { Schedule } from "../schedule.js";
import { falling, type FallingOptions } from "./falling.js";

/** Options of {@link inverseTime}. */
export interface InverseTimeOptions extends FallingOptions {
  /** The period: at t = every/factor a half is left. */
  readonly every: Length;
  /** How fast it falls, above 0 (Keras' `decay_rate`). Default 1. */
  readonly factor?: number;
}

/**
 * One over the time: end + (start − end)/(1 + factor·t/every). Never ends by itself. Keras'
 * `InverseTimeDecay`.
 *
 * @throws LehrError BAD_VALUE for an `every` that is not a length, a factor that is not above 0, or a
 * negative level.
 * @example
 * import { inverseTime } from "lehr";
 * inverseTime({ every: 100 })(300, 0.1); // => 0.025
 */
export function inverseTime(options: InverseTimeOptions): Schedule {
  const { every, factor = 1, ...rest } = known("inverseTime", options, "every, factor, steps, start, end");
  const period = length("inverseTime", "every", every);
  positive("inverseTime", "factor", factor);
  return falling(
    "inverseTime",
    rest,
    { every, factor },
    period,
    (step) => 1 / (1 + (factor * step) / period),
  );
}
