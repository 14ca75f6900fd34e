import { count as checked } from "./check.js";
import { LehrError } from "./error.js";

/** A schedule as plain JSON: a `type` and its options. Schedules inside schedules are specs again. */
export interface ScheduleSpec {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** A named stretch of a schedule: warmup, hold, decay, … */
export interface Phase {
  readonly name: string;
  /** The first step of it. */
  readonly start: number;
  /** How many steps it takes; `Infinity` for a hold without an end. */
  readonly steps: number;
}

/**
 * The rate that update `step` (0-based) uses, for a parameter group whose base rate is `base`.
 *
 * Before step 0 it is the value at 0. After `steps` the last value holds, except for the PyTorch-named
 * schedules, which go on as PyTorch's do, and what ends with one of them. Steps may be fractional.
 */
export interface Schedule {
  /** `base` defaults to 1, so that `schedule(t)` is a factor. */
  (step: number, base?: number): number;
  /** Plain JSON; `parse(spec)` rebuilds the schedule. */
  readonly spec: ScheduleSpec;
  /** Its natural length in steps; `Infinity` when it never ends, NaN before `bind` when it has units. */
  readonly steps: number;
  /** What it consists of, in order. */
  readonly phases: readonly Phase[];
  /** Goes on past its end by its own formula, as PyTorch's do, instead of holding the last value. */
  readonly continues: boolean;
  /** Holds an absolute rate, so that it is no factor that others can be multiplied by. */
  readonly absolute: boolean;
}

/** What {@link define} needs besides the formula. */
export interface Definition {
  readonly spec: ScheduleSpec;
  /** Its length, NaN when it has a unit that is not bound yet: the schedule can be read, and not called. */
  readonly steps: number;
  readonly phases: readonly Phase[];
  /** Goes on past its end by its own formula instead of holding the last value. */
  readonly continues?: boolean;
  /** Holds an absolute rate: something that the base rate does not multiply. Default false. */
  readonly absolute?: boolean;
}

const WITH_UNIT = /\d *(st|ep|%|tok|sam)/i;

/**
 * Makes a schedule from its formula: the only maker. `valueAt` gets steps between 0 and the end (between 0
 * and infinity for a schedule that `continues`).
 *
 * The schedule throws LehrError UNBOUND when it is called and its length is NaN.
 *
 * @throws LehrError BAD_VALUE for steps that are not a number ≥ 0 (or NaN, of a spec without a unit), or
 * without phases.
 * @example
 * import { define } from "lehr";
 * const sawtooth = define(
 *   { spec: { type: "sawtooth" }, steps: 10, phases: [{ name: "decay", start: 0, steps: 10 }] },
 *   (step, base) => base * (1 - step / 20),
 * );
 * sawtooth(10, 0.1); // => 0.05
 * sawtooth(1000, 0.1); // => 0.05
 */
export function define(
  { spec, steps, phases, continues = false, absolute = false }: Definition,
  valueAt: (step: number, base: number) => number,
): Schedule {
  const unknown = Number.isNaN(steps) && WITH_UNIT.test(JSON.stringify(spec));
  if (!(steps >= 0 || unknown) || !phases[0]) {
    throw new LehrError("BAD_VALUE", `${spec.type}: must have steps ≥ 0 and phases, got ${steps}`);
  }
  const last = continues ? Infinity : steps;
  const schedule = Number.isNaN(steps)
    ? unbound(spec)
    : (step: number, base = 1): number => valueAt(step < 0 ? 0 : step > last ? last : step, base);
  return Object.freeze(
    Object.assign(schedule, { spec: frozen(spec), steps, phases: frozen(phases), continues, absolute }),
  );
}

/** 800 MB of rates; no drawing or table asks for more. */
const MOST_VALUES = 1e8;

/**
 * The rates of the first `count` updates.
 *
 * @throws LehrError BAD_VALUE for a count that is not a whole number from 0 to 100 million.
 * @example
 * import { linear, values } from "lehr";
 * Array.from(values(linear({ steps: 4 }), 6)); // => [1, 0.75, 0.5, 0.25, 0, 0]
 */
export function values(schedule: Schedule, count: number, base = 1): Float64Array {
  if (checked("values", "count", count) > MOST_VALUES) {
    throw new LehrError(
      "BAD_VALUE",
      `values: count must be at most ${MOST_VALUES}, got ${count}; call the schedule at the steps that are needed`,
    );
  }
  const out = new Float64Array(count);
  for (let step = 0; step < count; step++) out[step] = schedule(step, base);
  return out;
}

/** What a schedule is as long as a length in it has a unit. */
function unbound({ type }: ScheduleSpec): (step: number, base?: number) => number {
  return () => {
    throw new LehrError("UNBOUND", `${type}: its lengths have units; bind(schedule, { totalSteps }) first`);
  };
}

/** A schedule is data that others hold; nobody may change it under them. What came stays the caller's. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Value;
  for (const key in copy) copy[key] = frozen(copy[key]);
  return Object.freeze(copy);
}
