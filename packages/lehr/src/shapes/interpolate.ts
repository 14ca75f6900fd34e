import { known, level, oneOf, places } from "../check.js";
import { easingNames, easingOver, mix, type EasingName } from "../easings.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Phase, type Schedule } from "../schedule.js";
import { phaseName } from "./phaseName.js";

/** Options of {@link interpolate}. */
export interface InterpolateOptions {
  /** The steps of the points, in order. */
  readonly at: readonly Length[];
  /** The level at each of these steps. */
  readonly levels: readonly Level[];
  /** How it goes from one point to the next. Default `linear`. */
  readonly ease?: EasingName;
}

/**
 * Goes through points, on the same easing between each two: exactly levels[k] at step at[k]. Before the
 * first point it is at the first level; after the last one the last level holds. Ignite's `PiecewiseLinear`.
 *
 * @throws LehrError BAD_VALUE for steps that do not rise, a negative level, another number of levels, or an
 * unknown ease.
 * @example
 * import { interpolate } from "lehr";
 * const schedule = interpolate({ at: [0, 10, 30], levels: [0, 1, 0.5] });
 * [5, 10, 20].map((step) => schedule(step, 0.1)); // => [0.05, 0.1, 0.07500000000000001]
 */
export function interpolate(options: InterpolateOptions): Schedule {
  const { at, levels, ease = "linear" } = known("interpolate", options, "at, levels, ease");
  const steps = places("interpolate", "at", at);
  oneOf("interpolate", "ease", ease, easingNames);
  if (!Array.isArray(levels) || levels.length !== steps.length) {
    throw new LehrError(
      "BAD_VALUE",
      `interpolate: levels must be ${steps.length}, as many as at, got ${levels?.length}`,
    );
  }
  const heights = (levels as readonly Level[]).map((value, index) =>
    level("interpolate", `levels[${index}]`, value),
  );
  const last = steps.length - 1;
  const eases = steps.map((step, index) => easingOver(ease, (steps[index + 1] ?? step) - step));
  return define(
    {
      spec: { type: "interpolate", at, levels, ease },
      // A single point is a level that starts at once; a schedule is at least one step long.
      steps: Math.max(1, steps[last]!),
      phases: phasesOf(steps, heights),
      absolute: isAbsolute(...heights),
    },
    (step, base) => {
      let next = 0;
      while (next <= last && step >= steps[next]!) next++;
      if (next === 0 || next > last) return rateOf(heights[Math.min(next, last)]!, base);
      const from = steps[next - 1]!;
      const to = steps[next]!;
      const start = rateOf(heights[next - 1]!, base);
      const end = rateOf(heights[next]!, base);
      return mix(eases[next - 1]!, start, end, (step - from) / (to - from), (to - step) / (to - from));
    },
  );
}

function phasesOf(steps: readonly number[], levels: readonly Level[]): readonly Phase[] {
  const between = steps.slice(1).map((end, index) => ({
    name: phaseName(levels[index]!, levels[index + 1]!),
    start: steps[index]!,
    steps: end - steps[index]!,
  }));
  const before =
    steps[0] === 0 && between.length > 0 ? [] : [{ name: "hold", start: 0, steps: Math.max(1, steps[0]!) }];
  return [...before, ...between];
}
