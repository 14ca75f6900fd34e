import { known } from "../check.js";
import { restarts, type RestartsOptions } from "../combine/restarts.js";
import { warmup } from "../combine/warmup.js";
import type { Length } from "../length.js";
import type { Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { cosine } from "../shapes/cosine.js";

/** Options of {@link sgdr}. */
export interface SgdrOptions extends RestartsOptions {
  /** The length of the first cycle's fall. */
  readonly steps: Length;
  /** How long each cycle warms up before it falls, in the first cycle. Default: it does not. */
  readonly warmup?: Length;
  /** The level between the cycles. Default 0. */
  readonly end?: Level;
}

/**
 * Half cosines with warm restarts: `restarts(cosine(…))`, each cycle `stretch` times as long and `factor`
 * times as high as the one before, with a warmup of its own if told so.
 *
 * Loshchilov & Hutter, SGDR (2017).
 *
 * @throws LehrError BAD_VALUE as {@link restarts} and {@link cosine}.
 * @example
 * import { sgdr } from "lehr";
 * const schedule = sgdr({ steps: 10, cycles: 3, stretch: 2, factor: 0.5 });
 * [0, 10, 30, 70].map((step) => schedule(step)); // => [1, 0.5, 0.25, 0]
 */
export function sgdr(options: SgdrOptions): Schedule {
  const {
    steps,
    warmup: rise,
    end = 0,
    ...cycles
  } = known("sgdr", options, "steps, warmup, end, cycles, stretch, factor");
  const fall = cosine({ steps, end });
  return restarts(rise === undefined ? fall : warmup(fall, { steps: rise, start: end }), cycles);
}
