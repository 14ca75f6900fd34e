import { finite } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import type { ParamGroup } from "../scheduler/optimizer.js";

/** A field in proportion to the group's rate: at the base rate it has its own base value. */
export interface Follow {
  readonly follow: "lr";
}

/**
 * A field that falls when the rate rises, as momentum does in one cycle: `max` where the rate is at the
 * level `low`, `min` where it is at `high`, on a straight line between.
 */
export interface Mirror {
  readonly mirror: "lr";
  readonly min: number;
  readonly max: number;
  /** A multiple of the base rate. Default 0. */
  readonly low?: number;
  /** A multiple of the base rate. Default 1. */
  readonly high?: number;
}

/** What a field does besides following a schedule of its own. */
export type Coupling = Follow | Mirror;

/**
 * What the fields of a group do, by name: any number of a group (`momentum`, `weightDecay`, …) or a number
 * in a list (`betas[0]`). A schedule's base is then the field's own first value.
 */
export type Fields = Readonly<Record<string, Schedule | Coupling>> & { readonly lr?: never };

/** Where a field stands in a group: under a key, or at an index of the list there. */
export type Place = readonly [key: string, index: number | undefined];

/** One field, ready to be written. `ratio` is the group's rate in multiples of its base. */
export interface Field {
  readonly name: string;
  readonly place: Place;
  readonly valueAt: (step: number, base: number, ratio: number) => number;
}

/**
 * Makes the field ready.
 *
 * @throws LehrError BAD_VALUE for `lr`, or a coupling that is none.
 */
export function field(where: string, name: string, does: Schedule | Coupling): Field {
  if (name === "lr")
    throw new LehrError("BAD_VALUE", `${where}: lr is no other field; give the schedule as lr`);
  const place = placeOf(name);
  if (typeof does === "function") return { name, place, valueAt: (step, base) => does(step, base) };
  const kind = does as Partial<Follow & Mirror>;
  if (kind.follow === "lr") return { name, place, valueAt: (_step, base, ratio) => base * ratio };
  if (kind.mirror !== "lr") {
    throw new LehrError(
      "BAD_VALUE",
      `${where}.${name}: must be a schedule, { follow: "lr" } or { mirror: "lr", min, max }, got ${JSON.stringify(does)}`,
    );
  }
  const { min, max, low = 0, high = 1 } = does as Mirror;
  for (const [key, value] of Object.entries({ min, max, low, high })) finite(`${where}.${name}`, key, value);
  if (min > max || low >= high) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}.${name}: min must not be above max, and low must be below high`,
    );
  }
  return {
    name,
    place,
    valueAt: (_step, _base, ratio) => {
      const up = Math.min(1, Math.max(0, (ratio - low) / (high - low)));
      return up <= 0.5 ? max - (max - min) * up : min + (max - min) * (1 - up);
    },
  };
}

/** The number that stands there; undefined when there is none. */
export function readField(group: ParamGroup, [key, index]: Place): number | undefined {
  const held = (group as unknown as Record<string, unknown>)[key];
  const value: unknown = index === undefined ? held : Array.isArray(held) ? held[index] : undefined;
  return typeof value === "number" ? value : undefined;
}

/** Writes it. A list is replaced, not changed: groups may share the optimizer's default. */
export function writeField(group: ParamGroup, [key, index]: Place, value: number): void {
  const fields = group as unknown as Record<string, unknown>;
  fields[key] = index === undefined ? value : (fields[key] as number[]).with(index, value);
}

/** The names of the numbers in a group that may be scheduled. */
export function fieldNames(group: ParamGroup): string[] {
  return Object.entries(group).flatMap(([key, value]) => {
    if (key === "lr" || key === "initialLr") return [];
    if (Array.isArray(value)) {
      return value.flatMap((one, index) => (typeof one === "number" ? [`${key}[${index}]`] : []));
    }
    return typeof value === "number" ? [key] : [];
  });
}

/** The place of a name such as `momentum` or `betas[0]`. */
export function placeOf(name: string): Place {
  const [, key, index] = /^(\w+)\[(\d+)\]$/.exec(name) ?? [];
  return key === undefined ? [name, undefined] : [key, Number(index)];
}
