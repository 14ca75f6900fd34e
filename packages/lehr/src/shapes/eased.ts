import { length, level } from "../check.js";
import { mix, type Easing } from "../easings.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";
import { phaseName } from "./phaseName.js";

/** Options of every shape that goes from one level to another. */
export interface EasedOptions {
  /** How long it takes: step 0 is at `start`, step `steps` at `end`. */
  readonly steps: Length;
  /** The level at step 0. Default 1, the base rate. */
  readonly start?: Level;
  /** The level at the end, and after it. Default 0. */
  readonly end?: Level;
}

/** Lays an easing over a stretch of steps. `extra` are the options of the spec that shaped the easing. */
export function eased(
  type: string,
  { steps, start = 1, end = 0 }: EasedOptions,
  ease: Easing,
  extra: Readonly<Record<string, number>> = {},
): Schedule {
  const whole = length(type, "steps", steps);
  const [from, to] = [level(type, "start", start), level(type, "end", end)];
  return define(
    {
      spec: { type, steps, start, end, ...extra },
      steps: whole,
      phases: [{ name: phaseName(from, to), start: 0, steps: whole }],
      absolute: isAbsolute(from, to),
    },
    (step, base) => mix(ease, rateOf(from, base), rateOf(to, base), step / whole, (whole - step) / whole),
  );
}
