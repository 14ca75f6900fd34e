import { finite, notNegative, positive } from "../check.js";
import { constant } from "../shapes/constant.js";
import { product } from "../combine/product.js";
import type { Schedule } from "../schedule.js";
import { remainder } from "./remainder.js";
import { turn } from "./turn.js";

/** What changes, from which step on. */
export interface RescaleOptions {
  /** The step that the run has reached: nothing before it changes. */
  readonly at: number;
  /** What all rates are multiplied by from then on. Default 1. */
  readonly factor?: number;
  /** The length that the whole schedule shall have. Default: as it is. */
  readonly totalSteps?: number;
  /** How many steps it takes to get from the old rate to the new curve. Default 1. */
  readonly steps?: number;
}

/**
 * The same schedule in another size from here: `factor` times as high, or as it would have been had the run
 * been planned with `totalSteps` from the beginning. The rate at `at` is the old one; `steps` later it is on
 * the new curve.
 *
 * @throws LehrError BAD_VALUE for numbers that are not what they must be, or when nothing is left of the
 * schedule after `at + steps`.
 * @example
 * import { linear, rescale } from "lehr";
 * const halved = rescale(linear({ steps: 100 }), { at: 40, factor: 0.5, steps: 10 });
 * halved(40, 1); // => 0.6
 * halved(50, 1); // => 0.25
 */
export function rescale(schedule: Schedule, options: RescaleOptions): Schedule {
  const { at, factor = 1, totalSteps = schedule.steps, steps = 1 } = options;
  notNegative("rescale", "at", at);
  positive("rescale", "factor", factor);
  positive("rescale", "steps", steps);
  const arrival = at + steps;
  const stretched =
    totalSteps === schedule.steps
      ? remainder(schedule, { from: arrival })
      : remainder(schedule, {
          from:
            (arrival * finite("rescale", "schedule.steps", schedule.steps)) /
            positive("rescale", "totalSteps", totalSteps),
          steps: totalSteps - arrival,
        });
  const after = factor === 1 ? stretched : product(stretched, constant({ level: factor }));
  return turn(schedule, after, { at, steps });
}
