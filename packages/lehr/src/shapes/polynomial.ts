import { known, positive } from "../check.js";
import { delayed, polynomialEasing } from "../easings.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/** Options of {@link polynomial}. */
export interface PolynomialOptions extends EasedOptions {
  /** The exponent, above 0: 1 is a straight line, 2 ends gently, 0.5 ends steeply. */
  readonly power: number;
  /** The exponent on t/steps, above 0 (timm's `k_decay`): above 1 it stays high for longer. Default 1. */
  readonly kDecay?: number;
}

/**
 * A power of what is left: end + (start − end)·(1 − (t/steps)^kDecay)^power. Holds `end` afterwards. The
 * formula of PyTorch's `PolynomialLR`, Keras' `PolynomialDecay` and timm's `PolyLRScheduler`.
 *
 * @throws LehrError BAD_VALUE for steps that are not a length, a power that is not above 0, or a negative
 * level.
 * @example
 * import { polynomial } from "lehr";
 * polynomial({ steps: 100, power: 2 })(50, 0.1); // => 0.025
 */
export function polynomial(options: PolynomialOptions): Schedule {
  const { power, kDecay = 1, ...rest } = known("polynomial", options, "steps, start, end, power, kDecay");
  positive("polynomial", "power", power);
  positive("polynomial", "kDecay", kDecay);
  return eased("polynomial", rest, delayed(polynomialEasing(power), kDecay), {
    power,
    ...(kDecay === 1 ? {} : { kDecay }),
  });
}
