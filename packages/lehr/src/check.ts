import { LehrError } from "./error.js";
import { termsOf, type Length } from "./length.js";
import type { Level } from "./level.js";

/** The one form of a complaint about a value: `cosine: steps must be a positive integer, got 0`. */
function must(where: string, name: string, rule: string, value: unknown): never {
  const got = typeof value === "string" ? JSON.stringify(value) : String(value);
  throw new LehrError("BAD_VALUE", `${where}: ${name} must be ${rule}, got ${got}`);
}

/**
 * The options as they came, when each has one of `names` ("steps, end"). All names are told instead of the
 * nearest: who imports one class should not pay for looking.
 *
 * @throws LehrError UNKNOWN_KEY for another name, or for no options at all.
 */
export function known<Options>(where: string, options: Options, names: string): Options {
  const wrong =
    typeof options === "object" && options
      ? Object.keys(options).find((key) => !names.split(", ").includes(key))
      : String(options);
  if (wrong !== undefined) throw new LehrError("UNKNOWN_KEY", `${where}: takes ${names}, got ${wrong}`);
  return options;
}

/** @throws LehrError BAD_VALUE unless `value` is 1, 2, 3, … */
export function positiveInteger(where: string, name: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) must(where, name, "a positive integer", value);
  return value as number;
}

const UNITS = 'or a length with its unit ("500st", "10ep", "5%", "2e9tok", "5e6sam")';

/**
 * The number of updates of a length; NaN for one with a unit, which makes a schedule that waits for `bind`.
 *
 * @throws LehrError BAD_VALUE unless `value` is 1, 2, 3, … or a text with units.
 */
export function length(where: string, name: string, value: unknown): number {
  return counted(where, name, value, 1, "a positive integer");
}

/**
 * The number of a step, from 0 on; NaN for one with a unit.
 *
 * @throws LehrError BAD_VALUE unless `value` is 0, 1, 2, … or a text with units.
 */
export function place(where: string, name: string, value: unknown): number {
  return counted(where, name, value, 0, "a whole number ≥ 0");
}

function counted(where: string, name: string, value: unknown, least: number, rule: string): number {
  if (typeof value === "string") return termsOf(value) ? NaN : must(where, name, `${rule} ${UNITS}`, value);
  if (!Number.isSafeInteger(value) || (value as number) < least) must(where, name, rule, value);
  return value as number;
}

/**
 * Steps that follow one another, as {@link place}.
 *
 * @throws LehrError BAD_VALUE unless `values` is a list that is not empty and rises.
 */
export function places(where: string, name: string, values: unknown): number[] {
  if (!Array.isArray(values) || values.length === 0) must(where, name, "a list of steps", shown(values));
  const found = (values as Length[]).map((value, index) => place(where, `${name}[${index}]`, value));
  const wrong = found.findIndex((step, index) => index > 0 && step <= found[index - 1]!);
  if (wrong > 0)
    must(where, `${name}[${wrong}]`, `above ${name}[${wrong - 1}] (${found[wrong - 1]})`, found[wrong]);
  return found;
}

/** @throws LehrError BAD_VALUE unless `value` is a finite number. */
export function finite(where: string, name: string, value: unknown): number {
  if (!Number.isFinite(value)) must(where, name, "a finite number", value);
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

/**
 * A level, in a copy that its giver cannot change.
 *
 * @throws LehrError BAD_VALUE unless `value` is a multiple of the base (a number ≥ 0) or `rate(x)`.
 */
export function level(where: string, name: string, value: unknown): Level {
  const number = typeof value === "object" && value !== null ? (value as { rate?: unknown }).rate : value;
  if (!Number.isFinite(number) || (number as number) < 0) {
    must(where, name, "a multiple of the base rate (a finite number ≥ 0) or rate(x)", shown(value));
  }
  return typeof value === "object" ? { rate: number as number } : (value as Level);
}

function shown(value: unknown): unknown {
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** @throws LehrError BAD_VALUE unless `value` is 0, 1, 2, …: a count, never a length with a unit. */
export function count(where: string, name: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) must(where, name, "a whole number ≥ 0", value);
  return value as number;
}

/** @throws LehrError BAD_VALUE unless `value` lies between 0 and 1, both excluded. */
export function fraction(where: string, name: string, value: unknown): number {
  if (!((value as number) > 0 && (value as number) < 1)) must(where, name, "between 0 and 1", value);
  return value as number;
}
