import { known, length, level } from "../check.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link constant}. */
export interface ConstantOptions {
  /** The level. Default 1, the base rate. */
  readonly level?: Level;
  /** How long it lasts, for use inside a sequence. Default: it never ends. */
  readonly steps?: Length;
}

/**
 * The same rate at every step: level · base.
 *
 * @throws LehrError BAD_VALUE for a negative level or steps that are not a length.
 * @example
 * import { constant } from "lehr";
 * constant()(1000, 0.1); // => 0.1
 * constant({ level: 0.5 })(0, 0.1); // => 0.05
 */
export function constant(options: ConstantOptions = {}): Schedule {
  const { level: given = 1, steps } = known("constant", options, "level, steps");
  const height = level("constant", "level", given);
  const whole = steps === undefined ? Infinity : length("constant", "steps", steps);
  return define(
    {
      spec: { type: "constant", level: height, ...(steps === undefined ? {} : { steps }) },
      steps: whole,
      phases: [{ name: "hold", start: 0, steps: whole }],
      absolute: isAbsolute(height),
    },
    (_, base) => rateOf(height, base),
  );
}
