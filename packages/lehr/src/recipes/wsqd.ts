import { known, length } from "../check.js";
import { cooldown } from "../combine/cooldown.js";
import { warmup } from "../combine/warmup.js";
import type { Length } from "../length.js";
import type { Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { inverseSqrt } from "../shapes/inverseSqrt.js";
import { holdLength } from "./holdLength.js";

/** Options of {@link wsqd}. */
export interface WsqdOptions {
  /** The length of the run. */
  readonly totalSteps: Length;
  /** How long the warmup takes. Default: there is none. */
  readonly warmup?: Length;
  /** The period of the inverse square root, T0: the length of the run whose peak is known to be right. */
  readonly every: Length;
  /** How long the cooldown at the end takes. */
  readonly cooldown: Length;
  /** The level at the end. Default 0. */
  readonly end?: Level;
}

/**
 * Warmup, square-root decay: the base rate over √(1 + t/every) instead of a hold, then a straight line from
 * there to `end`. The rate does not depend on the length of the run until it cools down.
 *
 * WSqD (arXiv 2607.10959): c0/√(t + T0), the last part linear to 0.
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, or that leave nothing to decay.
 * @example
 * import { wsqd } from "lehr";
 * const schedule = wsqd({ totalSteps: 400, every: 100, cooldown: 100 });
 * [0, 300, 350, 400].map((step) => schedule(step)); // => [1, 0.5, 0.25, 0]
 */
export function wsqd(options: WsqdOptions): Schedule {
  known("wsqd", options, "totalSteps, warmup, every, cooldown, end");
  const { totalSteps, warmup: rise, every, cooldown: fall, end = 0 } = options;
  length("wsqd", "every", every);
  const steps = holdLength("wsqd", totalSteps, { warmup: rise, cooldown: fall });
  const body = cooldown(inverseSqrt({ every, steps }), { steps: fall, end });
  return rise === undefined ? body : warmup(body, { steps: rise });
}
