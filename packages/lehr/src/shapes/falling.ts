import { length, level } from "../check.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of every shape that falls towards a level without a natural end. */
export interface FallingOptions {
  /** The level at step 0. Default 1, the base rate. */
  readonly start?: Level;
  /** The level that it falls towards. Default 0. */
  readonly end?: Level;
  /** How long it falls; the rate that it has reached by then holds. Default: it never ends. */
  readonly steps?: Length;
}

/**
 * What is left of the way from `start` to `end`, by a formula that is 1 at step 0.
 *
 * @param period the period that the formula counts in: NaN when it has a unit
 */
export function falling(
  type: string,
  { start = 1, end = 0, steps }: FallingOptions,
  own: Readonly<Record<string, unknown>>,
  period: number,
  left: (step: number) => number,
): Schedule {
  const [first, last] = [level(type, "start", start), level(type, "end", end)];
  const given = steps === undefined ? Infinity : length(type, "steps", steps);
  // A length is unknown as long as the period is.
  const whole = Number.isNaN(period) ? NaN : given;
  if (left(whole) === Infinity) {
    throw new LehrError(
      "BAD_VALUE",
      `${type}: it grows beyond all bounds; give it steps, or a factor below 1`,
    );
  }
  return define(
    {
      spec: { type, ...own, start, end, ...(steps === undefined ? {} : { steps }) },
      steps: whole,
      phases: [{ name: left(period) > 1 ? "warmup" : "decay", start: 0, steps: whole }],
      absolute: isAbsolute(first, last),
    },
    (step, base) => {
      const from = rateOf(first, base);
      const to = rateOf(last, base);
      const part = left(step);
      // Measured from the nearer end: exact at the start, and never beyond it by a rounding.
      return part > 0.5 && part <= 1 ? from + (to - from) * (1 - part) : to + (from - to) * part;
    },
  );
}
