import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { suggestion } from "./nearest.js";
import { specTypes } from "./registry.js";

/** The version of the spec format that this library writes. */
export const SPEC_VERSION = 1;

/** How deep schedules may stand in schedules. */
const DEEPEST = 64;

/**
 * A schedule from its spec: the plain data of `schedule.spec`, what a YAML or JSON file holds, or the text
 * of `serialize`. A type may also be written as the only key, `{ cosine: { steps: 100 } }`.
 *
 * @throws LehrError UNKNOWN_TYPE, UNKNOWN_KEY, BAD_SPEC or BAD_VALUE, with the path of the place. Never
 * evaluates anything.
 * @example
 * import { parse } from "lehr";
 * parse({ type: "cosine", steps: 100 })(100, 0.1); // => 0
 * parse({ warmup: { steps: 10, schedule: { cosine: { steps: 90 } } } }).steps; // => 100
 */
export function parse(spec: unknown, path = "schedule"): Schedule {
  if (typeof spec !== "string") return build(spec, path, 0);
  let data: unknown;
  try {
    data = JSON.parse(spec);
  } catch (cause) {
    throw new LehrError("BAD_SPEC", `${path}: is not JSON: ${(cause as Error).message}`, { cause });
  }
  return build(data, path, 0);
}

/**
 * The text of a schedule: JSON with the version of the format, which `parse` reads back to the same values
 * and the same spec.
 *
 * @example
 * import { constant, serialize } from "lehr";
 * serialize(constant()); // => '{"version":1,"type":"constant","level":1}'
 */
export function serialize(schedule: Schedule): string {
  return JSON.stringify({ version: SPEC_VERSION, ...schedule.spec });
}

function build(given: unknown, path: string, depth: number): Schedule {
  if (depth > DEEPEST) throw new LehrError("BAD_SPEC", `${path}: schedules stand more than ${DEEPEST} deep`);
  const { type, ...options } = opened(given, path);
  if (depth === 0 && options["version"] !== undefined) {
    if (options["version"] !== SPEC_VERSION) {
      throw new LehrError(
        "BAD_SPEC",
        `${path}.version: must be ${SPEC_VERSION}, got ${JSON.stringify(options["version"])}`,
      );
    }
    delete options["version"];
  }
  if (type === undefined) {
    throw new LehrError(
      "UNKNOWN_TYPE",
      `${path}: a schedule is one type, as { type: "cosine", … } or { cosine: { … } }; got the keys ${Object.keys(options).join(", ") || "(none)"}`,
    );
  }
  if (typeof type !== "string" || !Object.hasOwn(specTypes, type)) {
    throw new LehrError(
      "UNKNOWN_TYPE",
      `${path}.type: unknown schedule ${JSON.stringify(type)}${suggestion(String(type), Object.keys(specTypes))}`,
    );
  }
  const known = specTypes[type]!;
  for (const key of Object.keys(options)) {
    if (!known.options.includes(key)) {
      throw new LehrError("UNKNOWN_KEY", `${path}.${key}: unknown key${suggestion(key, known.options)}`);
    }
  }
  const held = known.holds === undefined ? [] : children(options[known.holds], known.holds, path);
  const schedules = held.map(([child, where]) => build(child, where, depth + 1));
  try {
    return known.make(options as never, schedules);
  } catch (error) {
    if (!(error instanceof LehrError)) throw error;
    throw new LehrError(error.code, `${path}: ${error.message}`, { cause: error });
  }
}

/** Turns `{ cosine: { … } }` into `{ type: "cosine", … }`, and a bare number into a constant. */
function opened(given: unknown, path: string): Record<string, unknown> {
  if (typeof given === "number") return { type: "constant", level: given };
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new LehrError(
      "BAD_SPEC",
      `${path}: must be a schedule, an object with a type, got ${JSON.stringify(given)}`,
    );
  }
  const entries = Object.entries(given);
  const [only] = entries;
  if (entries.length === 1 && only![0] !== "type" && typeof only![1] === "object" && only![1] !== null) {
    return { ...only![1], type: only![0] };
  }
  return { ...given };
}

function children(value: unknown, key: string, path: string): [unknown, string][] {
  if (key === "schedule") {
    if (value === undefined) throw new LehrError("BAD_SPEC", `${path}.schedule: is missing`);
    return [[value, `${path}.schedule`]];
  }
  if (!Array.isArray(value)) {
    throw new LehrError(
      "BAD_SPEC",
      `${path}.${key}: must be a list of schedules, got ${JSON.stringify(value)}`,
    );
  }
  return value.map((part, index) => [part, `${path}.${key}[${index}]`]);
}
