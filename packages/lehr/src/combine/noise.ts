import { LehrError } from "../error.js";
import { known, notNegative } from "../check.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link noise}. */
export interface NoiseOptions {
  /** Which noise: a whole number ≥ 0. The same seed gives the same noise, on every machine. */
  readonly seed: number;
  /** How far a rate may move, as a part of it, at most 1: 0.1 is up to ±10 %. */
  readonly spread: number;
}

/**
 * A schedule with noise on it: rate·(1 + spread·u), u between −1 and 1, drawn anew for each step. The noise
 * is a function of (seed, step) and of nothing else, so a resumed run meets the same one.
 *
 * @throws LehrError BAD_VALUE for a seed that is not a whole number ≥ 0, or a spread not between 0 and 1.
 * @example
 * import { constant, noise } from "lehr";
 * const schedule = noise(constant(), { seed: 1, spread: 0.1 });
 * schedule(7) === schedule(7); // => true
 * Math.abs(schedule(7) - 1) <= 0.1; // => true
 */
export function noise(schedule: Schedule, options: NoiseOptions): Schedule {
  const { seed, spread } = known("noise", options, "seed, spread");
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new LehrError("BAD_VALUE", `noise: seed must be a whole number ≥ 0, got ${seed}`);
  }
  if (notNegative("noise", "spread", spread) > 1) {
    throw new LehrError("BAD_VALUE", `noise: spread must be at most 1, got ${spread}; 0.1 is up to ±10 %`);
  }
  return define(
    {
      spec: { type: "noise", seed, spread, schedule: schedule.spec },
      steps: schedule.steps,
      phases: schedule.phases,
      continues: schedule.continues,
      absolute: schedule.absolute,
    },
    (step, base) => schedule(step, base) * (1 + spread * drawn(seed, Math.floor(step))),
  );
}

/** A number from −1 to 1 that looks random: the two numbers, mixed as MurmurHash3 ends its hashes. */
function drawn(seed: number, step: number): number {
  let hash = mixed(seed | 0);
  hash = mixed(hash ^ Math.floor(seed / 2 ** 32));
  hash = mixed(hash ^ (step | 0));
  hash = mixed(hash ^ Math.floor(step / 2 ** 32));
  return (hash >>> 0) / 2 ** 31 - 1;
}

function mixed(bits: number): number {
  let hash = (bits + 0x9e3779b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
