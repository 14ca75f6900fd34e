import { known, level } from "../check.js";
import { LehrError } from "../error.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link clamp}; at least one of them. */
export interface ClampOptions {
  /** No rate falls below this level. */
  readonly min?: Level;
  /** No rate rises above this level. */
  readonly max?: Level;
}

/**
 * Cuts a schedule off at a floor, a ceiling or both. The floor leaves a flat tail; to come down to a level
 * smoothly, give the shape an `end` instead.
 *
 * @throws LehrError BAD_VALUE without a level, for a negative one, or for a floor above the ceiling.
 * @example
 * import { clamp, cosine } from "lehr";
 * clamp(cosine({ steps: 100 }), { min: 0.1 })(100, 0.1).toFixed(6); // => "0.010000"
 */
export function clamp(schedule: Schedule, options: ClampOptions): Schedule {
  const { min, max } = known("clamp", options, "min, max");
  if (min === undefined && max === undefined) {
    throw new LehrError("BAD_VALUE", "clamp: needs min, max or both, got neither");
  }
  const low = min === undefined ? 0 : level("clamp", "min", min);
  const high = max === undefined ? Infinity : level("clamp", "max", max);
  if (min !== undefined && typeof low === typeof high && rateOf(low, 1) > rateOf(high, 1)) {
    throw new LehrError(
      "BAD_VALUE",
      `clamp: min must not be above max, got ${rateOf(low, 1)} > ${rateOf(high, 1)}`,
    );
  }
  return define(
    {
      spec: {
        type: "clamp",
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        schedule: schedule.spec,
      },
      steps: schedule.steps,
      phases: schedule.phases,
      continues: schedule.continues,
      absolute: schedule.absolute || isAbsolute(low, high),
    },
    (step, base) => {
      const value = schedule(step, base);
      if (max !== undefined && value > rateOf(high, base)) return rateOf(high, base);
      return min !== undefined && value < rateOf(low, base) ? rateOf(low, base) : value;
    },
  );
}
