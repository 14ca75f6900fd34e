import { count, notNegative, positive } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule, ScheduleSpec } from "../schedule.js";
import type { MetricRule } from "../scheduler/metricRule.js";
import type { ParamGroup } from "../scheduler/optimizer.js";
import type { Plan, PlanRun } from "../scheduler/plan.js";
import { suggestion } from "../spec/nearest.js";
import { field, fieldNames, placeOf, readField, type Field, type Fields } from "./field.js";
import { Run, type Course } from "./run.js";

/** What the groups of one name do. Everything that is not given is as for all groups. */
export interface GroupPlan {
  /** The schedule of their rate. */
  readonly lr?: Schedule;
  /** What their rate is multiplied by. Default 1. */
  readonly factor?: number;
  /** Their rate is 0 before this many updates are done. Default 0. */
  readonly freezeUntil?: number;
  /** There is no such group yet: it is added during the run. */
  readonly later?: boolean;
  /** Their other fields. */
  readonly fields?: Fields;
}

/** Layer-wise decay: each layer has `factor` times the rate of the next, and the last one the full rate. */
export interface Layers {
  readonly factor: number;
  /** The names of the groups, from the input of the model to its output. */
  readonly order: readonly string[];
}

/** Options of {@link plan}. */
export interface PlanOptions {
  /** The schedule of every group's rate, also of groups that are added later. */
  readonly lr: Schedule;
  /** What other fields do, in the groups that have them. */
  readonly fields?: Fields;
  /** What the groups of a name do instead: a schedule, or more than that. */
  readonly groups?: Readonly<Record<string, Schedule | GroupPlan>>;
  readonly layers?: Layers;
  /** What a metric does to every rate. */
  readonly rule?: MetricRule;
}

/**
 * What a scheduler does when one schedule for all rates is not enough: schedules for named groups,
 * layer-wise decay, groups that are frozen at first, other fields than the rate, couplings, a metric rule.
 * Plain data in `spec`. A group's rate is schedule(step, base) · factor · layer factor · rule factor.
 *
 * @throws LehrError BAD_VALUE for an option that is not what it must be. A scheduler built with the plan
 * refuses names of groups and fields that its optimizer does not have.
 * @example
 * import { constant, cosine, plan, Scheduler } from "lehr";
 * const optimizer = {
 *   paramGroups: [
 *     { name: "body", lr: 0.1, weightDecay: 0.01 },
 *     { name: "head", lr: 0.1, weightDecay: 0.01 },
 *   ],
 * };
 * const scheduler = new Scheduler(
 *   optimizer,
 *   plan({
 *     lr: cosine({ steps: 100, end: 0.1 }),
 *     groups: { head: constant(), body: { factor: 0.5, freezeUntil: 10 } },
 *     fields: { weightDecay: { follow: "lr" } },
 *   }),
 * );
 * scheduler.next; // => [0, 0.1]
 * optimizer.paramGroups.map((group) => group.weightDecay); // => [0, 0.01]
 */
export function plan(options: PlanOptions): Plan {
  const { lr, fields = {}, groups = {}, layers, rule } = options;
  schedule("plan.lr", lr);
  if (layers) checkLayers(layers);
  const shared: Course = { schedule: lr, factor: 1, freezeUntil: 0, fields: fieldsOf("plan.fields", fields) };
  const named = new Map<string, Course>();
  for (const [index, name] of (layers?.order ?? []).entries()) {
    named.set(name, { ...shared, factor: layers!.factor ** (layers!.order.length - 1 - index) });
  }
  const opened = Object.entries(groups).map(([name, group]): [string, GroupPlan] => [
    name,
    typeof group === "function" ? { lr: group } : group,
  ]);
  for (const [name, group] of opened)
    named.set(name, courseOf(name, group, fields, named.get(name) ?? shared));
  const start = (held: readonly ParamGroup[]): PlanRun => {
    checkFits(options, opened, held);
    const courses = (name: string | undefined): Course =>
      name === undefined ? shared : (named.get(name) ?? shared);
    return new Run(rule, courses, held);
  };
  return Object.freeze({ spec: specOf(options, opened), schedule: lr, start });
}

function checkFits(
  { layers, fields = {} }: PlanOptions,
  groups: [string, GroupPlan][],
  held: readonly ParamGroup[],
): void {
  const names = held.flatMap((group) => (group.name === undefined ? [] : [group.name]));
  for (const name of layers?.order ?? []) checkName("plan.layers.order", name, names);
  for (const [name, group] of groups) {
    if (group.later) continue;
    checkName("plan.groups", name, names);
    const own = held.filter((one) => one.name === name);
    checkFields(`plan.groups.${name}.fields`, group.fields ?? {}, own);
  }
  checkFields("plan.fields", fields, held);
}

function courseOf(name: string, group: GroupPlan, shared: Fields, course: Course): Course {
  const where = `plan.groups.${name}`;
  const { lr = course.schedule, factor = 1, freezeUntil = 0, fields = {} } = group;
  return {
    schedule: schedule(`${where}.lr`, lr),
    factor: course.factor * notNegative(where, "factor", factor),
    freezeUntil: count(where, "freezeUntil", freezeUntil),
    fields: fieldsOf(`${where}.fields`, { ...shared, ...fields } as Fields),
  };
}

function fieldsOf(where: string, fields: Fields): Field[] {
  return Object.entries(fields).map(([name, does]) => field(where, name, does));
}

function schedule(where: string, value: unknown): Schedule {
  if (typeof value === "function" && "spec" in value) return value as Schedule;
  throw new LehrError("BAD_VALUE", `${where}: must be a schedule, got ${typeof value}`);
}

function checkLayers({ factor, order }: Layers): void {
  positive("plan.layers", "factor", factor);
  const repeated = order.find((name, index) => order.indexOf(name) !== index);
  if (repeated === undefined) return;
  throw new LehrError("BAD_VALUE", `plan.layers.order: ${JSON.stringify(repeated)} stands in it twice`);
}

function checkName(where: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const hint = names.length === 0 ? "; the optimizer's groups have no names" : suggestion(name, names);
  throw new LehrError("BAD_VALUE", `${where}: there is no group ${JSON.stringify(name)}${hint}`);
}

function checkFields(where: string, fields: Fields, groups: readonly ParamGroup[]): void {
  for (const name of Object.keys(fields)) {
    if (groups.some((group) => readField(group, placeOf(name)) !== undefined)) continue;
    throw new LehrError(
      "BAD_VALUE",
      `${where}: no group has a number ${JSON.stringify(name)}${suggestion(name, [...new Set(groups.flatMap(fieldNames))])}`,
    );
  }
}

function specOf({ lr, fields, layers, rule }: PlanOptions, groups: [string, GroupPlan][]): ScheduleSpec {
  const spec = {
    type: "plan",
    lr: lr.spec,
    ...(fields && { fields: specsOf(fields) }),
    ...(groups.length > 0 && {
      groups: Object.fromEntries(
        groups.map(([name, group]) => [
          name,
          {
            ...group,
            ...(group.lr && { lr: group.lr.spec }),
            ...(group.fields && { fields: specsOf(group.fields) }),
          },
        ]),
      ),
    }),
    ...(layers && { layers }),
    ...(rule && { rule: rule.spec }),
  };
  // A copy without undefined, as JSON would have it: nobody may change it under those who hold it.
  return JSON.parse(JSON.stringify(spec), (_key, value: unknown) => Object.freeze(value)) as ScheduleSpec;
}

function specsOf(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, does]) => [name, typeof does === "function" ? does.spec : does]),
  );
}
