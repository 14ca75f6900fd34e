import { parse, parsePlan, type Plan, type Schedule } from "lehr";
import { ConfigError, pathed } from "../config/configError.js";

/** What a spec says: schedules for all groups, or for some of a name. */
export interface Built {
  /** The schedule of every group that has none of its own. */
  readonly schedule: Schedule;
  /** The schedules of groups that have their own, by the name of the group. */
  readonly own: Readonly<Record<string, Schedule>>;
  readonly plan?: Plan;
}

/**
 * Builds a schedule, or a plan with its schedules, from data.
 *
 * @throws ConfigError with the path of the value that is wrong, which begins with `schedule`.
 */
export function build(spec: unknown): Built {
  return pathed(() => {
    if ((spec as { type?: unknown } | null)?.type !== "plan") return { schedule: parse(spec), own: {} };
    const plan = parsePlan(spec, "schedule");
    const own = Object.entries((plan.spec["groups"] ?? {}) as Record<string, { readonly lr?: unknown }>)
      .filter(([, { lr }]) => lr !== undefined)
      .map(([name, { lr }]) => [name, parse(lr)]);
    return { schedule: plan.schedule, own: Object.fromEntries(own) as Record<string, Schedule>, plan };
  });
}

/** {@link build}, or undefined for what cannot be built: PyTorch's classes hold no length with a unit. */
export function tryBuild(spec: unknown): Built | undefined {
  try {
    return build(spec);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
