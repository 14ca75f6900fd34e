/** Plans, drawn at random: resumed in any order is uninterrupted, and the spec says everything. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  greedy,
  parsePlan,
  plan,
  plateau,
  Scheduler,
  type Coupling,
  type MetricRule,
  type ParamGroup,
  type Plan,
  type Schedule,
} from "lehr";
import { anySchedule, base } from "./support/schedules.js";

const RUNS = { numRuns: 10_000 };
const NAMES = ["embedding", "block", "head"] as const;

const coupling: fc.Arbitrary<Coupling> = fc.constantFrom<Coupling>(
  { follow: "lr" },
  { mirror: "lr", min: 0.8, max: 0.95 },
  { mirror: "lr", min: 0.1, max: 0.2, low: 0.1, high: 2 },
);
const does: fc.Arbitrary<Schedule | Coupling> = fc.oneof(coupling, anySchedule);
const rule: fc.Arbitrary<MetricRule> = fc.constantFrom(
  plateau({ factor: 0.5, patience: 1 }),
  plateau({ factor: 0.9, patience: 0, counts: "keras", cooldown: 2 }),
  greedy({ factor: 0.8, patience: 1, window: 3 }),
);
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Without the options that were not drawn. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    lr: anySchedule,
    fields: some(
      fc
        .record({ momentum: some(does), weightDecay: some(does), "betas[0]": some(does) })
        .map((fields) => given(fields)),
    ),
    head: some(
      fc
        .record({
          lr: some(anySchedule),
          factor: some(fc.double({ min: 0, max: 3, noNaN: true })),
          freezeUntil: some(fc.nat(20)),
        })
        .map((group) => given(group)),
    ),
    layers: some(fc.double({ min: 0.1, max: 1, noNaN: true })),
    rule: some(rule),
  })
  .map(({ head, layers, ...options }) =>
    plan({
      ...(given(options) as { lr: Schedule }),
      ...(head && { groups: { head } }),
      ...(layers && { layers: { factor: layers, order: NAMES } }),
    }),
  );

const groupsOf = (lr: number): ParamGroup[] =>
  NAMES.map((name) => ({ name, lr, momentum: 0.9, weightDecay: 0.01, betas: [0.9, 0.99] }));

/** What an engine that does not know of base values would save of a group. */
function savedOf({ initial: _initial, ...group }: ParamGroup): ParamGroup {
  return group;
}

function advance(scheduler: Scheduler, metrics: readonly number[], hasRule: boolean): void {
  for (const metric of metrics) {
    if (hasRule) scheduler.observe(metric);
    scheduler.step();
  }
}

const metrics = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 12 });

describe("the laws of plans", () => {
  it("resumed is uninterrupted, bit for bit, in any order of building and loading", () => {
    const orders = fc.shuffledSubarray(["optimizer", "scheduler", "state"] as const, {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(anyPlan, base, metrics, metrics, orders, (drawn, lr, before, after, order) => {
        const hasRule = drawn.spec["rule"] !== undefined;
        const whole = { paramGroups: groupsOf(lr) };
        const uninterrupted = new Scheduler(whole, drawn);
        advance(uninterrupted, before, hasRule);
        const saved = JSON.stringify({
          groups: whole.paramGroups.map(savedOf),
          scheduler: uninterrupted.stateDict(),
        });
        advance(uninterrupted, after, hasRule);

        const loaded = JSON.parse(saved) as { groups: ParamGroup[]; scheduler: never };
        const fresh = { paramGroups: groupsOf(lr) };
        let scheduler: Scheduler | undefined;
        const build = (): Scheduler =>
          (scheduler ??= new Scheduler(fresh, parsePlan(JSON.parse(JSON.stringify(drawn.spec)))));
        for (const act of order) {
          if (act === "optimizer")
            fresh.paramGroups.forEach((group, at) => Object.assign(group, loaded.groups[at]));
          if (act === "scheduler") build();
          if (act === "state") build().loadStateDict(loaded.scheduler);
        }
        advance(scheduler!, after, hasRule);
        expect(fresh).toEqual(whole);
      }),
      RUNS,
    );
  });

  it("its spec is JSON that makes the same plan", () => {
    fc.assert(
      fc.property(anyPlan, (drawn) => {
        expect(parsePlan(JSON.stringify({ version: 1, ...drawn.spec })).spec).toEqual(drawn.spec);
      }),
      RUNS,
    );
  });

  it("every rate of a group is schedule · factors, and 0 while it is frozen", () => {
    fc.assert(
      fc.property(
        anySchedule,
        base,
        fc.nat(10),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (lr, rate, freezeUntil, factor) => {
          const optimizer = { paramGroups: groupsOf(rate) };
          const scheduler = new Scheduler(optimizer, plan({ lr, groups: { head: { factor, freezeUntil } } }));
          for (let step = 0; step < 15; step++, scheduler.step()) {
            const want = step < freezeUntil ? 0 : lr(step, rate) * factor;
            expect(scheduler.next).toEqual([lr(step, rate), lr(step, rate), want]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
