import { known, length } from "../check.js";
import type { EasingName } from "../easings.js";
import { partOf, type Length } from "../length.js";
import { rate, type Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { interpolate } from "../shapes/interpolate.js";

/** What a one-cycle's rate and its momentum have in common. */
export interface CycleOptions {
  /** The length of the run. */
  readonly totalSteps: Length;
  /** How long the rise takes. Default 30 % of the run. */
  readonly warmup?: Length;
  /** The shape of both sides. Default `cosine`. */
  readonly ease?: EasingName;
  /** Whether the rate falls back to `start` in as long as it rose, and only then to `end`. Default false. */
  readonly threePhase?: boolean;
}

/** Options of {@link oneCycle}. The peak is the base rate. */
export interface OneCycleOptions extends CycleOptions {
  /** The level at step 0. Default 1/25. */
  readonly start?: Level;
  /** The level at the end. Default 1/25 of 1/10000. */
  readonly end?: Level;
}

/** Options of {@link oneCycleMomentum}. */
export interface OneCycleMomentumOptions extends CycleOptions {
  /** The momentum at the rate's peak. Default 0.85. */
  readonly min?: number;
  /** The momentum at the start and at the end. Default 0.95. */
  readonly max?: number;
}

/**
 * One cycle: rises from `start` to the base rate and falls to `end`, far below where it began. The defaults
 * are PyTorch's; its `OneCycleLR` reaches each end one step earlier. It is an `interpolate` between the
 * three or four points, and its spec says so. {@link oneCycleMomentum} is the momentum that goes with it.
 *
 * Smith & Topin, Super-Convergence (2018).
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, a warmup longer than the run (half the run when
 * there are three phases), or a negative level.
 * @example
 * import { oneCycle } from "lehr";
 * const schedule = oneCycle({ totalSteps: 100 });
 * [0, 30, 100].map((step) => schedule(step)); // => [0.04, 1, 0.000004]
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  const {
    start = 1 / 25,
    end = 1 / 25e4,
    ...cycle
  } = known("oneCycle", options, "totalSteps, warmup, ease, threePhase, start, end");
  return through(cycle, [start, 1, start, end]);
}

/**
 * The momentum of a {@link oneCycle} with the same lengths: as high as `max` where the rate is low, as low
 * as `min` at its peak. Its values are momenta, whatever the base.
 *
 * @throws LehrError BAD_VALUE as {@link oneCycle}.
 * @example
 * import { oneCycleMomentum } from "lehr";
 * const momentum = oneCycleMomentum({ totalSteps: 100 });
 * [0, 30, 100].map((step) => momentum(step)); // => [0.95, 0.85, 0.95]
 */
export function oneCycleMomentum(options: OneCycleMomentumOptions): Schedule {
  const { min = 0.85, max = 0.95, ...cycle } = options;
  return through(cycle, [rate(max), rate(min), rate(max), rate(max)]);
}

function through(
  { totalSteps, warmup = partOf(totalSteps, 0.3), ease = "cosine", threePhase = false }: CycleOptions,
  [start, peak, back, end]: readonly [Level, Level, Level, Level],
): Schedule {
  length("oneCycle", "totalSteps", totalSteps);
  length("oneCycle", "warmup", warmup);
  return threePhase
    ? interpolate({ at: [0, warmup, partOf(warmup, 2), totalSteps], levels: [start, peak, back, end], ease })
    : interpolate({ at: [0, warmup, totalSteps], levels: [start, peak, end], ease });
}
