import { rateOf, type Level } from "../level.js";

/** A stretch that rises is a warmup, one that falls a decay. */
export function phaseName(start: Level, end: Level): string {
  return rateOf(start, 1) < rateOf(end, 1) ? "warmup" : "decay";
}
