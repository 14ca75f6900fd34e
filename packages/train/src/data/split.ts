import { LehrError } from "lehr";
import { permutation } from "../engine/random.js";

/**
 * How much is kept back for validation: a whole number of examples (`2000`) or a share (`"20%"`). `0` keeps
 * nothing back. A share is never told from a count by its size, so `0.2` is refused.
 */
export type Split = number | `${number}%`;

/** What every data set that is split at random may be given. */
export interface SplitOptions {
  /** How much is kept back for validation. Default `"10%"`. */
  readonly validation?: Split;
  /** Decides which examples are kept back. Default 0. */
  readonly seed?: number;
}

/**
 * The number of `count` things that `validation` keeps back. A share is rounded, and is at least one thing
 * unless it is `"0%"`.
 *
 * @throws LehrError BAD_VALUE for anything but a whole number or a percentage, or when nothing is left.
 */
export function validationCount(where: string, validation: Split, count: number, things: string): number {
  const kept = typeof validation === "string" ? share(validation, count) : validation;
  if (!Number.isInteger(kept) || kept < 0) {
    const slip =
      Number(validation) > 0 && Number(validation) < 1 ? `; write "${100 * Number(validation)}%"` : "";
    throw new LehrError(
      "BAD_VALUE",
      `${where}: validation must be a whole number of ${things} or a percentage such as "20%", got ${JSON.stringify(validation)}${slip}`,
    );
  }
  if (kept >= count) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: validation ${JSON.stringify(validation)} keeps back ${kept} of ${count} ${things} and leaves none to train on`,
    );
  }
  return kept;
}

/** The numbers of the examples of both parts: a function of the count, the split and the seed. */
export function split(
  where: string,
  count: number,
  { validation = "10%", seed = 0 }: SplitOptions,
): { train: Int32Array; validation: Int32Array } {
  const kept = validationCount(where, validation, count, "examples");
  const order = permutation(count, seed, "split");
  return { train: order.subarray(0, count - kept), validation: order.subarray(count - kept) };
}

function share(text: string, count: number): number {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percent === undefined) return NaN;
  return Number(percent) === 0 ? 0 : Math.max(1, Math.round((Number(percent) / 100) * count));
}
