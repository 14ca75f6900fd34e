/**
 * What differs between two specs (or any plain data), one line a place: `schedule.steps: 900 → 1900`. Empty
 * when they are the same.
 *
 * @example
 * import { cosine, diff } from "lehr";
 * diff(cosine({ steps: 100 }).spec, cosine({ steps: 200 }).spec); // => ["steps: 100 → 200"]
 */
export function diff(before: unknown, after: unknown, path = ""): string[] {
  // JSON has one zero and no NaN, so −0 is 0 here and NaN is itself.
  if (before === after || Object.is(before, after)) return [];
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [`${path || "(all)"}: ${shown(before)} → ${shown(after)}`];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    diff(before[key], after[key], Array.isArray(after) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? "(nothing)" : JSON.stringify(value);
}
