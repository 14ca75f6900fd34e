/** A height of a curve: a multiple of the group's base rate, or an absolute rate made by {@link rate}. */
export type Level = number | { readonly rate: number };

/**
 * An absolute learning rate, where a plain number would be a multiple of the base rate.
 *
 * @example
 * import { cosine, rate } from "lehr";
 * const schedule = cosine({ steps: 100, end: rate(1e-5) });
 * schedule(100, 0.1); // => 0.00001
 */
export function rate(value: number): Level {
  return { rate: value };
}

/** Whether one of these levels is an absolute rate. */
export function isAbsolute(...levels: readonly Level[]): boolean {
  return levels.some((level) => typeof level === "object");
}

/** The rate that a level stands for, for a group with this base rate. */
export function rateOf(level: Level, base: number): number {
  return typeof level === "number" ? level * base : level.rate;
}
