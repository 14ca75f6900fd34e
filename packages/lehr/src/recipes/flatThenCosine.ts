import { known } from "../check.js";
import { sequence } from "../combine/sequence.js";
import { less, partOf, type Length } from "../length.js";
import type { Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { constant } from "../shapes/constant.js";
import { cosine } from "../shapes/cosine.js";
import { holdLength } from "./holdLength.js";

/** Options of {@link flatThenCosine}. */
export interface FlatThenCosineOptions {
  /** The length of the run. */
  readonly totalSteps: Length;
  /** How long the base rate holds. Default 75 % of the run. */
  readonly hold?: Length;
  /** The level at the end. Default 0. */
  readonly end?: Level;
}

/**
 * Holds the base rate, then falls along half a cosine: `sequence(constant(…), cosine(…))`. fastai's
 * `fit_flat_cos`.
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, or a hold that leaves nothing to fall in.
 * @example
 * import { flatThenCosine } from "lehr";
 * const schedule = flatThenCosine({ totalSteps: 100 });
 * [0, 75, 100].map((step) => schedule(step, 0.1)); // => [0.1, 0.1, 0]
 */
export function flatThenCosine(options: FlatThenCosineOptions): Schedule {
  const { totalSteps, hold, end = 0 } = known("flatThenCosine", options, "totalSteps, hold, end");
  const fall = holdLength("flatThenCosine", totalSteps, { hold: hold ?? partOf(totalSteps, 0.75) });
  return sequence(constant({ steps: less(totalSteps, fall) }), cosine({ steps: fall, end }));
}
