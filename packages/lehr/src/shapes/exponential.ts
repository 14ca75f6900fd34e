import { known, length, level, positive } from "../check.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";
import type { EasedOptions } from "./eased.js";
import { falling, type FallingOptions } from "./falling.js";
import { phaseName } from "./phaseName.js";

/** Options of {@link exponential} between two levels, both above 0. */
export interface ExponentialOptions extends EasedOptions {
  readonly end: NonNullable<EasedOptions["end"]>;
  readonly factor?: never;
  readonly every?: never;
  readonly halfLife?: never;
}

/** Options of {@link exponential} by its factor. */
export interface ExponentialFactorOptions extends FallingOptions {
  /** What `every` steps leave, above 0. */
  readonly factor: number;
  /** How long it takes to fall by the factor. Default 1 step. */
  readonly every?: Length;
  readonly halfLife?: never;
}

/** Options of {@link exponential} by its half-life. */
export interface HalfLifeOptions extends FallingOptions {
  /** How long it takes to fall to a half. */
  readonly halfLife: Length;
  readonly factor?: never;
  readonly every?: never;
}

/**
 * The same ratio at every step, said in one of three ways: between two levels, start·(end/start)^(t/steps),
 * which holds `end` afterwards; by a factor, end + (start − end)·factor^(t/every); or by a half-life, which
 * is the factor ½. The latter two never end by themselves, and `end` (default 0) is what they fall towards.
 * PyTorch's `ExponentialLR` has the factor γ; for a staircase see `stepDecay`.
 *
 * @throws LehrError BAD_VALUE for lengths that are not one, a factor that is not above 0, a negative level,
 * one of 0 between two levels (no ratio leads there), or a factor above 1 without `steps`.
 * @example
 * import { exponential } from "lehr";
 * exponential({ steps: 2, end: 0.01 })(1, 0.1).toFixed(6); // => "0.010000"
 * exponential({ factor: 0.5, every: 10 })(20, 0.1); // => 0.025
 * exponential({ halfLife: 5000, end: 0.1 })(5000); // => 0.55
 */
export function exponential(
  options: ExponentialOptions | ExponentialFactorOptions | HalfLifeOptions,
): Schedule {
  known("exponential", options, "steps, start, end, factor, every, halfLife");
  const { factor, every = 1, halfLife, ...rest } = options;
  if (factor === undefined && halfLife === undefined) return between(rest as ExponentialOptions);
  if (factor !== undefined && halfLife !== undefined) {
    throw new LehrError("BAD_VALUE", "exponential: takes a factor or a halfLife, got both");
  }
  if (halfLife !== undefined) {
    const period = length("exponential", "halfLife", halfLife);
    return falling("exponential", rest, { halfLife }, period, (step) => 0.5 ** (step / period));
  }
  const period = length("exponential", "every", every);
  const ratio = positive("exponential", "factor", factor);
  return falling("exponential", rest, { factor, every }, period, (step) => ratio ** (step / period));
}

function between({ steps, start = 1, end }: ExponentialOptions): Schedule {
  const whole = length("exponential", "steps", steps);
  const [first, last] = [above0("start", start), above0("end", end)];
  return define(
    {
      spec: { type: "exponential", steps, start, end },
      steps: whole,
      phases: [{ name: phaseName(first, last), start: 0, steps: whole }],
      absolute: isAbsolute(first, last),
    },
    (step, base) => {
      const from = rateOf(first, base);
      const to = rateOf(last, base);
      if (step === whole) return to;
      // A base of 0 (a frozen group) has no ratio.
      if (from === 0) return 0;
      const ratio = to / from;
      if (ratio > 0 && ratio < Infinity) return from * ratio ** (step / whole);
      // The ratio is more than a number holds; each end to its own power is not.
      return from ** ((whole - step) / whole) * to ** (step / whole);
    },
  );
}

function above0(name: string, value: Level): Level {
  const height = level("exponential", name, value);
  if (rateOf(height, 1) > 0) return height;
  throw new LehrError(
    "BAD_VALUE",
    `exponential: ${name} must be above 0, got 0; no ratio leads there, use cosine or linear`,
  );
}
