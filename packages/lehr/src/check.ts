import { LehrError } from "./error.js";
import type { Level } from "./level.js";

/** The one form of a complaint about a value: `cosine: steps must be a positive integer, got 0`. */
function must(where: string, name: string, rule: string, value: unknown): never {
  const got = typeof value === "string" ? JSON.stringify(value) : String(value);
  throw new LehrError("BAD_VALUE", `${where}: ${name} must be ${rule}, got ${got}`);
}

/** @throws LehrError BAD_VALUE unless `value` is 1, 2, 3, … */
export function positiveInteger(where: string, name: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) must(where, name, "a positive integer", value);
  return value as number;
}

/** @throws LehrError BAD_VALUE unless `value` is a finite number above 0. */
export function positive(where: string, name: string, value: unknown): number {
  if (!Number.isFinite(value) || (value as number) <= 0) must(where, name, "a finite number above 0", value);
  return value as number;
}

/** @throws LehrError BAD_VALUE unless `value` is a finite number of at least 0. */
export function notNegative(where: string, name: string, value: unknown): number {
  if (!Number.isFinite(value) || (value as number) < 0) must(where, name, "a finite number ≥ 0", value);
  return value as number;
}

/** @throws LehrError BAD_VALUE unless `value` is one of `words`. */
export function oneOf<Word extends string>(
  where: string,
  name: string,
  value: unknown,
  words: readonly Word[],
): Word {
  if (!words.includes(value as Word)) must(where, name, `one of ${words.join(", ")}`, value);
  return value as Word;
}

/** @throws LehrError BAD_VALUE unless `value` is a multiple of the base (a number ≥ 0) or `rate(x)`. */
export function level(where: string, name: string, value: unknown): Level {
  const number = typeof value === "object" && value !== null ? (value as { rate?: unknown }).rate : value;
  if (!Number.isFinite(number) || (number as number) < 0) {
    must(where, name, "a multiple of the base rate (a finite number ≥ 0) or rate(x)", shown(value));
  }
  return value as Level;
}

function shown(value: unknown): unknown {
  return typeof value === "object" ? JSON.stringify(value) : value;
}
