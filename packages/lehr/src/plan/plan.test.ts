import { describe, expect, it } from "vitest";
import {
  constant,
  cosine,
  linear,
  parsePlan,
  plan,
  plateau,
  rate,
  Scheduler,
  warmup,
  type ParamGroup,
} from "../index.js";

const named = (...names: string[]): { paramGroups: ParamGroup[] } => ({
  paramGroups: names.map((name) => ({ name, lr: 0.1, momentum: 0.9, weightDecay: 0.01 })),
});

describe("a plan", () => {
  it("gives a named group a schedule of its own, and the others the common one", () => {
    const scheduler = new Scheduler(
      named("body", "head", "body"),
      plan({ lr: linear({ steps: 4 }), groups: { head: constant() } }),
    );
    scheduler.step();
    expect(scheduler.next).toEqual([0.1 * 0.75, 0.1, 0.1 * 0.75]);
  });

  it("gives each layer its part of the next layer's rate", () => {
    const scheduler = new Scheduler(
      named("embedding", "block", "head", "other"),
      plan({ lr: constant(), layers: { factor: 0.5, order: ["embedding", "block", "head"] } }),
    );
    expect(scheduler.next).toEqual([0.025, 0.05, 0.1, 0.1]);
  });

  it("keeps a group frozen until its step", () => {
    const scheduler = new Scheduler(
      named("body", "head"),
      plan({ lr: linear({ steps: 4 }), groups: { body: { freezeUntil: 2, factor: 2 } } }),
    );
    const seen = Array.from({ length: 4 }, () => {
      const now = scheduler.next;
      scheduler.step();
      return now[0];
    });
    expect(seen).toEqual([0, 0, 0.1, 0.05]);
  });

  it("schedules any number of a group from its own first value", () => {
    const optimizer = {
      paramGroups: [{ lr: 1, momentum: 0.8, betas: [0.9, 0.99] as [number, number], dampening: 0.4 }],
    };
    const shared = optimizer.paramGroups[0]!.betas;
    const half = linear({ steps: 2, end: 0.5 });
    const scheduler = new Scheduler(
      optimizer,
      plan({
        lr: constant(),
        fields: { momentum: half, "betas[1]": linear({ steps: 2, end: rate(0.95) }), dampening: half },
      }),
    );
    scheduler.seek(2);
    expect(optimizer.paramGroups[0]).toMatchObject({
      lr: 1,
      momentum: 0.4,
      betas: [0.9, 0.95],
      dampening: 0.2,
    });
    expect(shared).toEqual([0.9, 0.99]);
  });

  it("couples weight decay to the rate, and mirrors momentum, said once", () => {
    const optimizer = named("body");
    const scheduler = new Scheduler(
      optimizer,
      plan({
        lr: linear({ steps: 4 }),
        fields: { weightDecay: { follow: "lr" }, momentum: { mirror: "lr", min: 0.8, max: 0.9 } },
      }),
    );
    expect(optimizer.paramGroups[0]).toMatchObject({ weightDecay: 0.01, momentum: 0.8 });
    scheduler.seek(2);
    expect(optimizer.paramGroups[0]!.weightDecay).toBe(0.005);
    expect(optimizer.paramGroups[0]!.momentum).toBeCloseTo(0.85, 15);
    scheduler.seek(4);
    expect(optimizer.paramGroups[0]).toMatchObject({ weightDecay: 0, momentum: 0.9 });
  });

  it("lets a metric cut every rate, on top of a warmup and a cosine", () => {
    const schedule = warmup(cosine({ steps: 90 }), { steps: 10, start: 0.1 });
    const scheduler = new Scheduler(
      named("body"),
      plan({ lr: schedule, rule: plateau({ factor: 0.5, patience: 0, from: 10 }) }),
    );
    for (let step = 0; step < 20; step++) scheduler.step();
    scheduler.observe(1);
    scheduler.observe(1);
    expect(scheduler.factor).toBe(0.5);
    expect(scheduler.next).toEqual([schedule(20, 0.1) * 0.5]);
  });

  it("schedules a group that is added later, and one that is named for later", () => {
    const optimizer = named("body");
    const scheduler = new Scheduler(
      optimizer,
      plan({ lr: linear({ steps: 4 }), groups: { adapter: { lr: constant(), later: true } } }),
    );
    optimizer.paramGroups.push({ name: "adapter", lr: 1 }, { lr: 1 });
    scheduler.step();
    expect(scheduler.next).toEqual([0.1 * 0.75, 1, 0.75]);
  });

  it.each([
    [
      plan({ lr: constant(), groups: { haed: constant() } }),
      'plan.groups: there is no group "haed", did you mean "head"?',
    ],
    [
      plan({ lr: constant(), layers: { factor: 0.5, order: ["body", "neck"] } }),
      'plan.layers.order: there is no group "neck"; known: body, head',
    ],
    [
      plan({ lr: constant(), fields: { momentm: constant() } }),
      'plan.fields: no group has a number "momentm", did you mean "momentum"?',
    ],
    [
      plan({ lr: constant(), groups: { head: { fields: { "betas[0]": constant() } } } }),
      'plan.groups.head.fields: no group has a number "betas[0]"; known: momentum, weightDecay',
    ],
  ])("is refused by an optimizer that it does not fit %#", (given, message) => {
    const optimizer = named("body", "head");
    const before = structuredClone(optimizer);
    expect(() => new Scheduler(optimizer, given)).toThrow(message);
    expect(optimizer).toEqual(before);
  });

  it.each([
    [() => plan({ lr: 0.1 as never }), "plan.lr: must be a schedule, got number"],
    [
      () => plan({ lr: constant(), layers: { factor: 0, order: [] } }),
      "plan.layers: factor must be a finite number above 0, got 0",
    ],
    [
      () => plan({ lr: constant(), layers: { factor: 1, order: ["a", "a"] } }),
      'plan.layers.order: "a" stands in it twice',
    ],
    [
      () => plan({ lr: constant(), groups: { a: { factor: -1 } } }),
      "plan.groups.a: factor must be a finite number ≥ 0, got -1",
    ],
    [
      () => plan({ lr: constant(), groups: { a: { freezeUntil: 0.5 } } }),
      "plan.groups.a: freezeUntil must be a whole number ≥ 0, got 0.5",
    ],
    [
      () => plan({ lr: constant(), fields: { lr: constant() } as never }),
      "plan.fields: lr is no other field; give the schedule as lr",
    ],
    [
      () => plan({ lr: constant(), fields: { momentum: { follow: "wd" } as never } }),
      'plan.fields.momentum: must be a schedule, { follow: "lr" }',
    ],
    [
      () => plan({ lr: constant(), fields: { momentum: { mirror: "lr", min: 1, max: 0 } } }),
      "min must not be above max",
    ],
    [() => parsePlan({ type: "plan" }), "plan.lr: is missing"],
    [() => parsePlan({ type: "plan", lr: 1, group: {} }), 'plan.group: unknown key, did you mean "groups"?'],
    [
      () => parsePlan({ type: "plan", lr: { cosine: { stpes: 1 } } }),
      'plan.lr.stpes: unknown key, did you mean "steps"?',
    ],
    [
      () => parsePlan({ type: "plan", lr: 1, groups: { head: { freezeuntil: 3 } } }),
      'plan.groups.head.freezeuntil: unknown key, did you mean "freezeUntil"?',
    ],
    [() => parsePlan({ type: "cosine", steps: 3 }), 'plan.type: must be "plan", got "cosine"'],
    [() => parsePlan({ type: "plan", version: 9, lr: 1 }), "plan.version: must be 1, got 9"],
    [() => parsePlan("{"), "plan: is not JSON"],
  ])("refuses nonsense where it stands %#", (attempt, message) => {
    expect(attempt).toThrow(message);
  });

  it("refuses another plan's state with what differs, and says how to choose", () => {
    const saved = new Scheduler(named("body"), plan({ lr: cosine({ steps: 100 }) })).stateDict();
    const mine = new Scheduler(
      named("body"),
      plan({ lr: cosine({ steps: 200 }), groups: { body: { factor: 2 } } }),
    );
    expect(() => mine.loadStateDict(saved)).toThrow("lr.steps: 100 → 200");
    mine.loadStateDict(saved, { keep: "saved", parse: parsePlan });
    expect(mine.stateDict().spec).toEqual(saved.spec);
  });

  it("under keep: mine another rule begins anew, the same one goes on", () => {
    const run = (factor: number, steps: number): Scheduler =>
      new Scheduler(named("body"), plan({ lr: linear({ steps }), rule: plateau({ factor, patience: 0 }) }));
    const saved = run(0.5, 10);
    saved.observe(1);
    saved.observe(1);
    const state = JSON.parse(JSON.stringify(saved.stateDict())) as never;
    const same = run(0.5, 20);
    same.loadStateDict(state, { keep: "mine" });
    const other = run(0.1, 20);
    other.loadStateDict(state, { keep: "mine" });
    expect([same.factor, other.factor]).toEqual([0.5, 1]);
  });

  it("refuses a broken state and changes nothing", () => {
    const scheduler = new Scheduler(named("body"), plan({ lr: linear({ steps: 9 }), rule: plateau() }));
    const state = scheduler.stateDict();
    scheduler.step();
    for (const rule of [undefined, {}, { ...state.rule, bad: null }, { ...state.rule, factor: "1" }]) {
      expect(() => scheduler.loadStateDict({ ...state, rule: rule as never })).toThrow(
        "the state of plateau",
      );
    }
    expect(() => scheduler.loadStateDict({ ...state, initial: [{ momentum: NaN }] })).toThrow(
      "initial must be",
    );
    expect(scheduler.stepsDone).toBe(1);
  });
});
