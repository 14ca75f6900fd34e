import { known } from "../check.js";
import { cooldown } from "../combine/cooldown.js";
import { warmup } from "../combine/warmup.js";
import type { EasingName } from "../easings.js";
import type { Length } from "../length.js";
import type { Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { constant } from "../shapes/constant.js";
import { holdLength } from "./holdLength.js";

/** Options of {@link wsd}. */
export interface WsdOptions {
  /** The length of the run. */
  readonly totalSteps: Length;
  /** How long the warmup takes. Default: there is none. */
  readonly warmup?: Length;
  /** How long the cooldown at the end takes: 10 to 20 % of the run is usual. */
  readonly cooldown: Length;
  /** The shape of the cooldown. Default `oneMinusSqrt`. */
  readonly ease?: EasingName;
  /** The level that the warmup rises from. Default 0. */
  readonly start?: Level;
  /** The level at the end. Default 0. */
  readonly end?: Level;
}

/**
 * Warmup, stable, decay: rises to the base rate, holds it for what is left of the run, and cools down to
 * `end`. It is `warmup(cooldown(constant({ steps: hold }), …), …)`, and its spec says so.
 *
 * Hu et al., MiniCPM (2024); the default cooldown is that of Hägele et al. (2024).
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, or that leave nothing to hold.
 * @example
 * import { wsd } from "lehr";
 * const schedule = wsd({ totalSteps: 1000, warmup: 50, cooldown: 200 });
 * schedule.phases.map(({ name, steps }) => `${name} ${steps}`); // => ["warmup 50", "hold 750", "cooldown 200"]
 * wsd({ totalSteps: "100%", warmup: 500, cooldown: "20%" }).phases.length; // => 3
 */
export function wsd(options: WsdOptions): Schedule {
  known("wsd", options, "totalSteps, warmup, cooldown, ease, start, end");
  const { totalSteps, warmup: rise, cooldown: fall, ease = "oneMinusSqrt", start = 0, end = 0 } = options;
  const hold = holdLength("wsd", totalSteps, { warmup: rise, cooldown: fall });
  const body = cooldown(constant({ steps: hold }), { steps: fall, ease, end });
  return rise === undefined ? body : warmup(body, { steps: rise, start });
}
