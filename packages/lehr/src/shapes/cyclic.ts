import { known, length, level, oneOf, positive, positiveInteger } from "../check.js";
import { easingNames, easingOver, mix, type EasingName } from "../easings.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link cyclic}. */
export interface CyclicOptions {
  /** How long each rise takes. */
  readonly rise: Length;
  /** How long each fall takes. Default: as long as the rise. */
  readonly fall?: Length;
  /** The level between the cycles. Default 0. */
  readonly start?: Level;
  /** The level at the top. Default 1, the base rate. */
  readonly peak?: Level;
  /** The shape of each rise, and backwards of each fall. Default `linear`. */
  readonly ease?: EasingName;
  /** What the height above `start` is multiplied by, above 0 and at most 1. Default 1. */
  readonly factor?: number;
  /** Whether the factor counts cycles or steps. Default `cycle`. */
  readonly per?: "cycle" | "step";
  /** How many cycles there are. Default: they never end. */
  readonly cycles?: number;
}

/**
 * Rises from `start` to `peak` and falls back, again and again: start + (peak − start)·wave(t)·factor^n,
 * where n counts the cycles before this one, or the steps. PyTorch's `CyclicLR`: `triangular` is factor 1,
 * `triangular2` the factor ½ per cycle, `exp_range` a factor per step. With the ease `cosine` the waves are
 * round.
 *
 * Smith, Cyclical Learning Rates for Training Neural Networks (2017).
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, a negative level, an unknown ease, a factor that
 * is not above 0 and at most 1, or cycles that are not a positive integer.
 * @example
 * import { cyclic } from "lehr";
 * const schedule = cyclic({ rise: 10, start: 0.2, factor: 0.5 });
 * [0, 10, 20, 30].map((step) => schedule(step).toFixed(1)); // => ["0.2", "1.0", "0.2", "0.6"]
 */
export function cyclic(options: CyclicOptions): Schedule {
  known("cyclic", options, "rise, fall, start, peak, ease, factor, per, cycles");
  const {
    rise,
    fall = rise,
    start = 0,
    peak = 1,
    ease = "linear",
    factor = 1,
    per = "cycle",
    cycles,
  } = options;
  const up = length("cyclic", "rise", rise);
  const down = length("cyclic", "fall", fall);
  const [bottom, top] = [level("cyclic", "start", start), level("cyclic", "peak", peak)];
  oneOf("cyclic", "ease", ease, easingNames);
  oneOf("cyclic", "per", per, ["cycle", "step"]);
  if (positive("cyclic", "factor", factor) > 1) {
    throw new LehrError(
      "BAD_VALUE",
      `cyclic: factor must be at most 1, got ${factor}; raise the peak instead`,
    );
  }
  const period = up + down;
  const count = cycles === undefined ? Infinity : positiveInteger("cyclic", "cycles", cycles);
  if (count !== Infinity && period * count > Number.MAX_SAFE_INTEGER) {
    throw new LehrError(
      "BAD_VALUE",
      `cyclic: ${cycles} cycles of ${period} steps end beyond step 2^53, from where steps cannot be counted`,
    );
  }
  const rising = easingOver(ease, up);
  const falling = easingOver(ease, down);
  return define(
    {
      spec: {
        type: "cyclic",
        rise,
        fall,
        start,
        peak,
        ease,
        factor,
        per,
        ...(cycles === undefined ? {} : { cycles }),
      },
      steps: period * count,
      phases: [{ name: "cycles", start: 0, steps: period * count }],
      absolute: isAbsolute(bottom, top),
    },
    (step, base) => {
      const cycle = Math.floor(step / period);
      const local = step - cycle * period;
      const scale = factor === 1 ? 1 : factor ** (per === "cycle" ? cycle : step);
      const low = rateOf(bottom, base);
      const high = scale === 1 ? rateOf(top, base) : low + (rateOf(top, base) - low) * scale;
      if (local <= up) return mix(rising, low, high, local / up, (up - local) / up);
      return mix(falling, low, high, (period - local) / down, (local - up) / down);
    },
  );
}
