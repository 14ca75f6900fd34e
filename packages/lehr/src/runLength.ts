import { positiveInteger } from "./check.js";
import { LehrError } from "./error.js";
import { termsOf, type Term } from "./length.js";

/** What lengths with a unit are counted against. */
export interface RunLength {
  /** The number of updates of the whole run. */
  readonly totalSteps: number;
  /** The number of updates of one epoch, for `"10ep"`. */
  readonly stepsPerEpoch?: number;
  /** The number of tokens that one update sees, for `"2e9tok"`. */
  readonly tokensPerStep?: number;
  /** The number of samples that one update sees, for `"5e6sam"`. */
  readonly samplesPerStep?: number;
}

/**
 * One length in updates, rounded, at least 1.
 *
 * @throws LehrError BAD_VALUE for a number that is not a positive integer, for nothing, a length without a known unit, or one whose unit this run does not have.
 * @example
 * import { stepsOf } from "lehr";
 * stepsOf("100% - 50st", { totalSteps: 2000 }); // => 1950
 */
export function stepsOf(length: string | number, run: RunLength, where = "steps"): number {
  if (typeof length === "number") return positiveInteger("stepsOf", where, length);
  return Math.max(1, Math.round(someSteps(length, run, where)));
}

/** @throws LehrError BAD_VALUE as {@link exactSteps}, and for a length of nothing, such as `"0%"`. */
export function someSteps(length: string, run: RunLength, where: string): number {
  const steps = exactSteps(length, run, where);
  if (steps > 0) return steps;
  throw new LehrError("BAD_VALUE", `${where}: must be longer than nothing, got ${JSON.stringify(length)}`);
}

/**
 * One length in updates, before it is rounded.
 *
 * @throws LehrError BAD_VALUE as {@link stepsOf}, and when a difference is below 0.
 */
export function exactSteps(length: string, run: RunLength, where: string): number {
  const terms = termsOf(length);
  if (!terms) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: must be updates (500 or "500st"), epochs ("10ep"), a part of the run ("5%"), tokens ("2e9tok") or samples ("5e6sam"), got ${JSON.stringify(length)}`,
    );
  }
  let steps = 0;
  for (const { amount, unit } of terms) steps += amount * stepsPer(unit, run, where);
  // Rounding a difference may leave a little less than nothing.
  if (steps < -1e-6) {
    throw new LehrError("BAD_VALUE", `${where}: nothing is left of ${JSON.stringify(length)} in this run`);
  }
  return steps;
}

/** What a run must say for a unit, and how people call it. */
const COUNTED = {
  ep: ["stepsPerEpoch", "epochs"],
  tok: ["tokensPerStep", "tokens"],
  sam: ["samplesPerStep", "samples"],
} as const;

function stepsPer(unit: Term["unit"], run: RunLength, where: string): number {
  if (unit === "st") return 1;
  if (unit === "%") return run.totalSteps / 100;
  const [option, word] = COUNTED[unit];
  const size = run[option];
  if (size === undefined) throw new LehrError("BAD_VALUE", `${where}: this run has no ${word} to count`);
  return unit === "ep" ? size : 1 / size;
}
