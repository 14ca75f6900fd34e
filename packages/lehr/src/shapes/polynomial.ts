import { positive } from "../check.js";
import { polynomialEasing } from "../easings.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/** Options of {@link polynomial}. */
export interface PolynomialOptions extends EasedOptions {
  /** The exponent, above 0: 1 is a straight line, 2 ends gently, 0.5 ends steeply. */
  readonly power: number;
}

/**
 * A power of what is left: end + (start − end)·(1 − t/steps)^power. Holds `end` afterwards. The formula of
 * PyTorch's `PolynomialLR` and Keras' `PolynomialDecay`.
 *
 * @throws LehrError BAD_VALUE for steps that are not a positive integer, a power that is not above 0, or a
 * negative level.
 * @example
 * import { polynomial } from "lehr";
 * polynomial({ steps: 100, power: 2 })(50, 0.1); // => 0.025
 */
export function polynomial(options: PolynomialOptions): Schedule {
  const power = positive("polynomial", "power", options.power);
  return eased("polynomial", options, polynomialEasing(power), { power });
}
