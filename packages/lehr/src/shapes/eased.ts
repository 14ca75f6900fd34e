import { level, positiveInteger } from "../check.js";
import { mix, type Easing } from "../easings.js";
import { rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of every shape that goes from one level to another. */
export interface EasedOptions {
  /** How many steps it takes: step 0 is at `start`, step `steps` at `end`. A positive integer. */
  readonly steps: number;
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
  positiveInteger(type, "steps", steps);
  level(type, "start", start);
  level(type, "end", end);
  return define(
    { spec: { type, steps, start, end, ...extra }, steps, phases: [phase(start, end, steps)] },
    (step, base) => mix(ease, rateOf(start, base), rateOf(end, base), step / steps, (steps - step) / steps),
  );
}

/** A stretch that rises is a warmup, one that falls a decay. */
function phase(start: Level, end: Level, steps: number) {
  return { name: rateOf(start, 1) < rateOf(end, 1) ? "warmup" : "decay", start: 0, steps };
}
