import { known, finite } from "../check.js";
import { tanhEasing } from "../easings.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/** Options of {@link tanh}. */
export interface TanhOptions extends EasedOptions {
  /** Where on the hyperbolic tangent it begins, from −20 on (timm's `lb`). Default −7. */
  readonly lower?: number;
  /** Where it ends, above `lower`, up to 20 (timm's `ub`). Default 3. */
  readonly upper?: number;
}

/**
 * A piece of the hyperbolic tangent, stretched to go from `start` to `end` exactly: it stays at the start
 * for long, falls steeply late, and flattens out. With x = lower + (upper − lower)·t/steps it is
 * start + (end − start)·(tanh x − tanh lower)/(tanh upper − tanh lower). Holds `end` afterwards. timm's
 * `TanhLRScheduler` is not stretched: it begins a little below its peak and stops above its minimum.
 *
 * Hsueh, Li & Wu, Stochastic Gradient Descent with Hyperbolic-Tangent Decay on Classification (2019).
 *
 * @throws LehrError BAD_VALUE for steps that are not a length, a negative level, or bounds that are not in
 * order or not within ±20.
 * @example
 * import { tanh } from "lehr";
 * const schedule = tanh({ steps: 100, end: 0.1 });
 * schedule(0); // => 1
 * schedule(70).toFixed(3); // => "0.549"
 * schedule(100); // => 0.1
 */
export function tanh(options: TanhOptions): Schedule {
  const { lower = -7, upper = 3, ...rest } = known("tanh", options, "steps, start, end, lower, upper");
  const [from, to] = [finite("tanh", "lower", lower), finite("tanh", "upper", upper)];
  if (!(from < to && from >= -20 && to <= 20)) {
    throw new LehrError(
      "BAD_VALUE",
      `tanh: lower must be below upper, both within ±20, got ${from} and ${to}`,
    );
  }
  return eased("tanh", rest, tanhEasing(lower, upper), { lower, upper });
}
