import { known, length, positive } from "../check.js";
import { shift } from "../combine/shift.js";
import { warmup } from "../combine/warmup.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import type { Schedule } from "../schedule.js";
import { inverseSqrt } from "../shapes/inverseSqrt.js";

/** Options of {@link noam}. */
export interface NoamOptions {
  /** How long the warmup takes. */
  readonly warmup: Length;
  /** The width of the model, for the paper's own peak (modelSize·warmup)^−½. Default: the peak is the base rate. */
  readonly modelSize?: number;
}

/**
 * The Transformer's schedule: min((t+1)^−½, (t+1)·warmup^−1.5)·modelSize^−½, a linear warmup and an inverse
 * square root, counted from 1. Never ends. It is made of `warmup` and `inverseSqrt`, and its spec says so.
 *
 * Vaswani et al., Attention Is All You Need (2017), section 5.3.
 *
 * @throws LehrError BAD_VALUE for a warmup that is not a length (with `modelSize`, a number of updates), or
 * a model size that is not above 0.
 * @example
 * import { noam } from "lehr";
 * noam({ warmup: 4000, modelSize: 512 })(3999).toExponential(3); // => "6.988e-4"
 * noam({ warmup: 4000 })(3999, 0.1); // => 0.1
 */
export function noam(options: NoamOptions): Schedule {
  const { warmup: rise, modelSize } = known("noam", options, "warmup, modelSize");
  const whole = length("noam", "warmup", rise);
  if (modelSize !== undefined && Number.isNaN(whole)) {
    throw new LehrError(
      "BAD_VALUE",
      `noam: with a modelSize warmup must be a number of updates, got "${rise}"`,
    );
  }
  const start = modelSize === undefined ? 1 : (positive("noam", "modelSize", modelSize) * whole) ** -0.5;
  return shift(warmup(inverseSqrt({ every: rise, start }), { steps: rise }), { steps: 1 });
}
