import type { ScheduleSpec } from "../schedule.js";

/**
 * A spec in its one order: the type first, the other options by the alphabet, at every depth. Schedules
 * with the same spec then have the same text.
 *
 * @example
 * import { canonical } from "lehr";
 * JSON.stringify(canonical({ steps: 10, type: "linear", end: 0 })); // => '{"type":"linear","end":0,"steps":10}'
 */
export function canonical(spec: ScheduleSpec): ScheduleSpec {
  return ordered(spec) as ScheduleSpec;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

function rank(key: string): number {
  return key === "type" ? 0 : 1;
}
