import { level, positiveInteger } from "../check.js";
import { rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link constant}. */
export interface ConstantOptions {
  /** The level. Default 1, the base rate. */
  readonly level?: Level;
  /** How many steps it lasts, for use inside a sequence. Default: it never ends. */
  readonly steps?: number;
}

/**
 * The same rate at every step: level · base.
 *
 * @throws LehrError BAD_VALUE for a negative level or steps that are not a positive integer.
 * @example
 * import { constant } from "lehr";
 * constant()(1000, 0.1); // => 0.1
 * constant({ level: 0.5 })(0, 0.1); // => 0.05
 */
export function constant({ level: height = 1, steps }: ConstantOptions = {}): Schedule {
  level("constant", "level", height);
  const length = steps === undefined ? Infinity : positiveInteger("constant", "steps", steps);
  return define(
    {
      spec: { type: "constant", level: height, ...(steps === undefined ? {} : { steps }) },
      steps: length,
      phases: [{ name: "hold", start: 0, steps: length }],
    },
    (_, base) => rateOf(height, base),
  );
}
