import { positiveInteger } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import type { Series } from "./series.js";

/** Up to here every single step is drawn. */
const EVERY_STEP_UP_TO = 65_536;

/** What part of a schedule {@link rates} draws. */
export interface RatesOptions {
  /** How many updates: steps 0 … count − 1. A positive integer. */
  readonly count: number;
  /** The base rate. Default 1, which draws factors. */
  readonly base?: number;
  readonly name?: string;
}

/**
 * The rates of the first `count` updates as a series to draw: every step of them, or, of more than 65,536,
 * steps at equal distances together with both ends and every step at or beside the border of a phase, so that no corner is
 * ever cut.
 *
 * @throws LehrError BAD_VALUE for a count that is not a positive integer.
 * @example
 * import { cosine } from "lehr";
 * import { rates } from "lehr/plot";
 * rates(cosine({ steps: 2 }), { count: 3, base: 0.1 }).y[2]; // => 0
 */
export function rates(schedule: Schedule, { count, base = 1, name = "rate" }: RatesOptions): Series {
  if (Number.isInteger(count) && count > Number.MAX_SAFE_INTEGER) {
    throw new LehrError("BAD_VALUE", `rates: count must be below 2^53, where steps end, got ${count}`);
  }
  positiveInteger("rates", "count", count);
  const x =
    count <= EVERY_STEP_UP_TO
      ? Float64Array.from({ length: count }, (_, step) => step)
      : spread(schedule, count);
  return { name, x, y: x.map((step) => schedule(step, base)) };
}

function spread(schedule: Schedule, count: number): Float64Array {
  const steps = new Set<number>();
  for (let index = 0; index < EVERY_STEP_UP_TO; index++) {
    steps.add(Math.round((index / (EVERY_STEP_UP_TO - 1)) * (count - 1)));
  }
  for (const { start } of schedule.phases) {
    for (const step of [Math.floor(start) - 1, Math.floor(start), Math.ceil(start), Math.ceil(start) + 1]) {
      if (step >= 0 && step < count) steps.add(step);
    }
  }
  return Float64Array.from(steps).sort();
}
