import { known, length } from "../check.js";
import type { Length } from "../length.js";
import type { Schedule } from "../schedule.js";
import { falling, type FallingOptions } from "./falling.js";

/** Options of {@link inverseSqrt}. */
export interface InverseSqrtOptions extends FallingOptions {
  /** The period: at t = 3·every a half is left. Usually the length of the warmup before it. */
  readonly every: Length;
}

/**
 * One over the root of the time: end + (start − end)/√(1 + t/every). Never ends by itself. After a warmup
 * of `every` steps it is the curve of the Transformer (Vaswani et al. 2017), `get_inverse_sqrt_schedule` of
 * transformers with `timescale` = every, and Megatron's `inverse-square-root`.
 *
 * @throws LehrError BAD_VALUE for an `every` that is not a length, or a negative level.
 * @example
 * import { inverseSqrt } from "lehr";
 * inverseSqrt({ every: 100 })(300, 0.1); // => 0.05
 */
export function inverseSqrt(options: InverseSqrtOptions): Schedule {
  const { every, ...rest } = known("inverseSqrt", options, "every, steps, start, end");
  const period = length("inverseSqrt", "every", every);
  return falling("inverseSqrt", rest, { every }, period, (step) => 1 / Math.sqrt(1 + step / period));
}
