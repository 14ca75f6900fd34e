import { define, parsePlan, type ParamGroup, type Plan, type Schedule, type ScheduleSpec } from "lehr";
import type { Built } from "./build.js";

/** The rates of the groups of one name. */
export interface Course {
  readonly name: string;
  readonly schedule: Schedule;
}

/**
 * The rates that there are: those of all groups, called "lr", then, of a plan, those of the groups that it
 * names. A metric rule has seen nothing yet.
 */
export function coursesOf({ schedule, own, plan }: Built): Course[] {
  if (plan === undefined) return [{ name: "lr", schedule }];
  const { groups = {}, layers } = plan.spec as PlanSpec;
  const names = new Set([...(layers?.order ?? []), ...Object.keys(groups)]);
  const held: ParamGroup[] = [{ lr: 1 }, ...Array.from(names, (name) => ({ name, lr: 1 }))];
  const { write } = ratesOnly(plan).start(held);
  return held.map((group) => {
    const { steps, phases } = own[group.name ?? ""] ?? schedule;
    const rateAt = (step: number, base: number): number => {
      group.initialLr = base;
      write(group, step);
      return group.lr;
    };
    return {
      name: group.name ?? "lr",
      schedule: define({ spec: plan.spec, steps, phases, continues: true }, rateAt),
    };
  });
}

interface PlanSpec extends ScheduleSpec {
  readonly groups?: Readonly<Record<string, object>>;
  readonly layers?: { readonly order: readonly string[] };
}

/** The plan without its other fields: which of them an optimizer has is not known here. */
function ratesOnly({ spec }: Plan): Plan {
  const { fields: _fields, groups = {}, ...rest } = spec as PlanSpec;
  const bare = Object.entries(groups).map(([name, group]) => [name, { ...group, fields: undefined }]);
  return parsePlan(JSON.parse(JSON.stringify({ ...rest, groups: Object.fromEntries(bare) })));
}
