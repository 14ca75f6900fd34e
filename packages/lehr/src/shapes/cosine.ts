import { easings } from "../easings.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/**
 * Half a cosine from `start` to `end`: end + (start − end)·½(1 + cos(πt/steps)). Holds `end` afterwards,
 * where PyTorch's `CosineAnnealingLR` would rise again.
 *
 * Loshchilov & Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), without the restarts.
 *
 * @throws LehrError BAD_VALUE for steps that are not a positive integer, or a negative level.
 * @example
 * import { cosine } from "lehr";
 * const schedule = cosine({ steps: 100 });
 * schedule(0, 0.1); // => 0.1
 * schedule(50, 0.1).toFixed(6); // => "0.050000"
 * schedule(100, 0.1); // => 0
 */
export function cosine(options: EasedOptions): Schedule {
  return eased("cosine", options, easings.cosine);
}
