import { known, positive } from "../check.js";
import { cosineEasing, delayed } from "../easings.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/** Options of {@link cosine}. */
export interface CosineOptions extends EasedOptions {
  /** The exponent on the half cosine, above 0 (Optax' `exponent`). Default 1. */
  readonly power?: number;
  /** The exponent on t/steps, above 0 (timm's `k_decay`): above 1 it stays high for longer. Default 1. */
  readonly kDecay?: number;
}

/**
 * Half a cosine from `start` to `end`: end + (start − end)·(½(1 + cos(π·(t/steps)^kDecay)))^power. Holds
 * `end` afterwards, where PyTorch's `CosineAnnealingLR` would rise again.
 *
 * Loshchilov & Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), without the restarts.
 *
 * @throws LehrError BAD_VALUE for steps that are not a length, a power that is not above 0, or a negative
 * level.
 * @example
 * import { cosine } from "lehr";
 * const schedule = cosine({ steps: 100 });
 * schedule(0, 0.1); // => 0.1
 * schedule(50, 0.1).toFixed(6); // => "0.050000"
 * schedule(100, 0.1); // => 0
 */
export function cosine(options: CosineOptions): Schedule {
  const { power = 1, kDecay = 1, ...rest } = known("cosine", options, "steps, start, end, power, kDecay");
  positive("cosine", "power", power);
  positive("cosine", "kDecay", kDecay);
  return eased("cosine", rest, delayed(cosineEasing(power), kDecay), {
    ...(power === 1 ? {} : { power }),
    ...(kDecay === 1 ? {} : { kDecay }),
  });
}
