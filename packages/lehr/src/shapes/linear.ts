import { known } from "../check.js";
import { easings } from "../easings.js";
import type { Schedule } from "../schedule.js";
import { eased, type EasedOptions } from "./eased.js";

/**
 * A straight line from `start` to `end`: start + (end − start)·t/steps. Holds `end` afterwards.
 *
 * @throws LehrError BAD_VALUE for steps that are not a length, or a negative level.
 * @example
 * import { linear } from "lehr";
 * linear({ steps: 100 })(50, 0.1); // => 0.05
 * linear({ steps: 100, start: 0, end: 1 })(25, 0.1); // => 0.025
 */
export function linear(options: EasedOptions): Schedule {
  known("linear", options, "steps, start, end");
  return eased("linear", options, easings.linear);
}
