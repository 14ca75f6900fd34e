import { known, level, places } from "../check.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Phase, type Schedule } from "../schedule.js";

/** Options of {@link piecewise}. */
export interface PiecewiseOptions {
  /** The steps at which the level changes, in order. */
  readonly at: readonly Length[];
  /** The levels, one more than `at`: the first holds until the first of these steps. */
  readonly levels: readonly Level[];
}

/**
 * A level for each stretch, with a jump at each step in `at`: levels[k], where k is how many of them are up
 * to t. The last level never ends. (Keras' `PiecewiseConstantDecay` changes one step later.)
 *
 * @throws LehrError BAD_VALUE for steps that do not rise, a negative level, or another number of levels.
 * @example
 * import { piecewise, rate } from "lehr";
 * const schedule = piecewise({ at: [100, 200], levels: [1, 0.5, rate(1e-4)] });
 * [99, 100, 5000].map((step) => schedule(step, 0.1)); // => [0.1, 0.05, 0.0001]
 */
export function piecewise(options: PiecewiseOptions): Schedule {
  const { at, levels } = known("piecewise", options, "at, levels");
  const steps = places("piecewise", "at", at);
  if (!Array.isArray(levels) || levels.length !== steps.length + 1) {
    throw new LehrError(
      "BAD_VALUE",
      `piecewise: levels must be ${steps.length + 1}, one more than at, got ${levels?.length}`,
    );
  }
  const heights = (levels as readonly Level[]).map((value, index) =>
    level("piecewise", `levels[${index}]`, value),
  );
  const starts = [0, ...steps];
  return define(
    {
      spec: { type: "piecewise", at, levels },
      steps: Number.isNaN(Math.max(...steps)) ? NaN : Infinity,
      phases: starts.map<Phase>((start, index) => ({
        name: "hold",
        start,
        steps: (starts[index + 1] ?? Infinity) - start,
      })),
      absolute: isAbsolute(...heights),
    },
    (step, base) => {
      let passed = 0;
      while (passed < steps.length && step >= steps[passed]!) passed++;
      return rateOf(heights[passed]!, base);
    },
  );
}
