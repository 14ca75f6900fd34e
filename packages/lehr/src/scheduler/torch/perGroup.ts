import { LehrError } from "../../error.js";
import { define, type Schedule } from "../../schedule.js";
import { assertGroups, type Optimizer } from "../optimizer.js";
import { motionOf, moving } from "./motion.js";

/** One value for all groups, or a list with one for each. */
export type PerGroup<Value> = Value | readonly Value[];

/** Options of which some, `Names`, may be lists. */
export type Listed<Options, Names extends keyof Options> = {
  readonly [Name in keyof Options]: Name extends Names ? PerGroup<Options[Name]> : Options[Name];
};

/**
 * The schedules of the groups, from options of which some may be lists with one value a group; a single
 * schedule when none is. The first one's spec holds the lists.
 *
 * @throws LehrError BAD_VALUE for a list that is not as long as there are groups, or a bad optimizer.
 */
export function perGroup<Options extends object>(
  where: string,
  optimizer: Optimizer,
  options: object,
  names: readonly (keyof Options & string)[],
  make: (options: Options) => Schedule,
): readonly [Schedule, ...Schedule[]] {
  assertGroups(where, optimizer);
  const given = options as Record<string, unknown>;
  const listed = names.filter((name) => Array.isArray(given[name]));
  if (listed.length === 0) return [make(options as Options)];
  const groups = optimizer.paramGroups.length;
  for (const name of listed) {
    const { length } = given[name] as unknown[];
    if (length !== groups) {
      throw new LehrError(
        "BAD_VALUE",
        `${where}: ${name} must have one value for each of the ${groups} paramGroups, got ${length}`,
      );
    }
  }
  const [first, ...others] = Array.from({ length: groups }, (_, index) => {
    const own = listed.map((name) => [name, (given[name] as unknown[])[index]]);
    return make({ ...options, ...Object.fromEntries(own) } as Options);
  });
  const lists = Object.fromEntries(
    listed.map((name) => [name, (given[name] as unknown[]).map((value) => shown(value))]),
  );
  const { steps, phases, absolute } = first!;
  const whole = define(
    { spec: { ...first!.spec, ...lists }, steps, phases, continues: true, absolute },
    first!,
  );
  return [moving(whole, motionOf(first!)), ...others];
}

/** What a spec says in place of a function, which is no data. */
export const FUNCTION = "(function)";

/** A value as a spec holds it. */
export function shown(value: unknown): unknown {
  return typeof value === "function" ? FUNCTION : value;
}
