import { diff } from "../diff.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { ruleState, type MetricRule, type RuleState } from "../scheduler/metricRule.js";
import type { ParamGroup } from "../scheduler/optimizer.js";
import type { PlanRun } from "../scheduler/plan.js";
import type { SchedulerState } from "../scheduler/state.js";
import { readField, writeField, type Field } from "./field.js";

/** What is written into the groups of one name. */
export interface Course {
  readonly schedule: Schedule;
  readonly factor: number;
  readonly freezeUntil: number;
  readonly fields: readonly Field[];
}

/** A plan that is being run on these groups. */
export class Run implements PlanRun {
  readonly #rule: MetricRule | undefined;
  readonly #courseOf: (name: string | undefined) => Course;
  readonly #groups: readonly ParamGroup[];
  #state: RuleState | undefined;

  constructor(
    rule: MetricRule | undefined,
    courseOf: (name: string | undefined) => Course,
    groups: readonly ParamGroup[],
  ) {
    this.#rule = rule;
    this.#courseOf = courseOf;
    this.#groups = groups;
    this.#state = rule?.initial;
  }

  get factor(): number {
    return this.#state?.factor ?? 1;
  }

  readonly write = (group: ParamGroup, step: number): void => {
    const course = this.#courseOf(group.name);
    const base = group.initialLr!;
    const rate = step < course.freezeUntil ? 0 : course.schedule(step, base) * this.factor;
    group.lr = rate * course.factor;
    for (const { name, place, valueAt } of course.fields) {
      const now = readField(group, place);
      if (now === undefined) continue;
      group.initial ??= {};
      const first = (group.initial[name] ??= now);
      writeField(group, place, valueAt(step, first, base === 0 ? 0 : rate / base));
    }
  };

  readonly observe = (metric: number, step: number): void => {
    if (this.#rule === undefined || this.#state === undefined) {
      throw new LehrError(
        "BAD_VALUE",
        "observe: the plan has no rule; plan({ lr, rule: plateau() }) has one",
      );
    }
    if (typeof metric !== "number") {
      throw new LehrError("BAD_VALUE", `observe: the metric must be a number, got ${typeof metric}`);
    }
    this.#state = this.#rule.observe(this.#state, metric, step);
  };

  readonly state = (): Pick<SchedulerState, "rule" | "initial"> => {
    const initial = this.#groups.map((group) => ({ ...group.initial }));
    return {
      ...(this.#state && { rule: this.#state }),
      ...(initial.some((bases) => Object.keys(bases).length > 0) && { initial }),
    };
  };

  readonly load = ({ spec, rule, initial = [] }: SchedulerState): void => {
    if (!Array.isArray(initial) || !initial.every(isBases)) {
      throw new LehrError(
        "BAD_STATE",
        `loadStateDict: initial must be a list of { field: base value }, got ${JSON.stringify(initial)}`,
      );
    }
    // What a rule knows is of no use to another rule: under keep: "mine" that one begins anew.
    if (this.#rule && diff(spec["rule"], this.#rule.spec).length === 0)
      this.#state = ruleState(this.#rule, rule);
    initial.forEach((bases: Readonly<Record<string, number>>, index) => {
      const group = this.#groups[index];
      if (group && Object.keys(bases).length > 0) group.initial = { ...group.initial, ...bases };
    });
  };
}

function isBases(bases: unknown): boolean {
  return (
    typeof bases === "object" && bases !== null && Object.values(bases).every((base) => Number.isFinite(base))
  );
}
