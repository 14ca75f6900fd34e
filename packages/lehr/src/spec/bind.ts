import { exactSteps, someSteps, stepsOf, type RunLength } from "../runLength.js";
import type { Schedule } from "../schedule.js";
import { parse } from "./parse.js";

export { stepsOf, type RunLength };

/** The options of a spec that are lengths, besides `steps`. */
const LENGTHS = new Set(
  "totalSteps warmup hold cooldown every halfLife rise fall tMax t0 stepSize totalIters stepSizeUp stepSizeDown annealEpochs".split(
    " ",
  ),
);

/** Schedules that leave the steps of the one inside them where they are. */
const IN_PLACE = new Set(["warmup", "cooldown", "clamp", "noise", "staircase"]);

/**
 * Turns the lengths of a schedule, or of a spec, into updates: `500` and `"500st"` are updates, `"10ep"`
 * epochs, `"5%"` of the run, `"2e9tok"` tokens, `"5e6sam"` samples. The unit is always written: a fraction
 * is never told from a count by its size. Everything else stays as it is. Pieces that follow one another
 * end where they would end without rounding, rounded: three of 33.3% and one of 0.1% fill the run exactly.
 *
 * @throws LehrError BAD_VALUE for a length without a known unit, or one whose unit this run does not have.
 * @example
 * import { bind, cosine } from "lehr";
 * bind(cosine({ steps: "95%" }), { totalSteps: 200 }).steps; // => 190
 * bind({ type: "cosine", steps: "95%" }, { totalSteps: 200 }); // => { type: "cosine", steps: 190 }
 */
export function bind(schedule: Schedule, run: RunLength): Schedule;
export function bind(spec: unknown, run: RunLength, path?: string): unknown;
export function bind(given: unknown, run: RunLength, path = "schedule"): unknown {
  if (typeof given === "function") return parse(new Binding(run).of((given as Schedule).spec, path));
  return new Binding(run).of(given, path);
}

/** Walks along a schedule, and knows at which step it stands, before and after rounding. */
class Binding {
  readonly #run: RunLength;
  #at = 0;
  #rounded = 0;

  constructor(run: RunLength) {
    this.#run = run;
  }

  of(spec: unknown, path: string, shorthand?: string): unknown {
    if (Array.isArray(spec)) {
      return spec.map((item, index) => new Binding(this.#run).of(item, `${path}[${index}]`));
    }
    if (typeof spec !== "object" || spec === null) return spec;
    const entries = Object.entries(spec);
    const written = (spec as { type?: unknown }).type;
    const [only] = entries;
    if (entries.length === 1 && shorthand === undefined && only![0] !== "type") {
      return { [only![0]]: this.of(only![1], `${path}.${only![0]}`, only![0]) };
    }
    const type = String(written ?? shorthand);
    const values = new Map<string, unknown>();
    for (const [key, value] of entries.toSorted(([a], [b]) => order(a, type) - order(b, type))) {
      values.set(key, this.#option(type, key, value, `${path}.${key}`));
    }
    return Object.fromEntries(entries.map(([key]) => [key, values.get(key)]));
  }

  #option(type: string, key: string, value: unknown, where: string): unknown {
    if (key === "steps" && type !== "shift") return this.#steps(value, where);
    if (typeof value === "string") {
      return key === "steps" || LENGTHS.has(key) ? stepsOf(value, this.#run, where) : value;
    }
    if (key === "at" && Array.isArray(value)) {
      return value.map((place: unknown, index) =>
        typeof place === "string" ? Math.round(exactSteps(place, this.#run, `${where}[${index}]`)) : place,
      );
    }
    if (key === "parts" && Array.isArray(value) && type === "sequence") {
      return value.map((part: unknown, index) => this.of(part, `${where}[${index}]`));
    }
    // Elsewhere steps are counted from a beginning of their own.
    return (key === "schedule" && IN_PLACE.has(type) ? this : new Binding(this.#run)).of(value, where);
  }

  /** The steps from where the piece begins to where it ends, both rounded; at least one. */
  #steps(value: unknown, where: string): unknown {
    const length = typeof value === "string" ? someSteps(value, this.#run, where) : value;
    if (typeof length !== "number") return value;
    const from = this.#rounded;
    this.#at += length;
    this.#rounded = typeof value === "string" ? Math.max(from + 1, Math.round(this.#at)) : from + length;
    return this.#rounded - from;
  }
}

/** The steps of a piece come before those of the schedule in it, except that a cooldown comes after. */
function order(key: string, type: string): number {
  return key === "schedule" ? 1 : key === "steps" && type === "cooldown" ? 2 : 0;
}
