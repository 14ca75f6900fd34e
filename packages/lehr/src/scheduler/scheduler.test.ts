import { describe, expect, it } from "vitest";
import {
  constant,
  cosine,
  CosineAnnealingLR,
  linear,
  parse,
  Scheduler,
  warmup,
  type ParamGroup,
} from "../index.js";

const groups = (...lrs: number[]): { paramGroups: ParamGroup[] } => ({
  paramGroups: lrs.map((lr) => ({ lr })),
});

describe("a scheduler", () => {
  it("writes the first rate at once and the next after every step, for each group from its own base", () => {
    const optimizer = groups(0.1, 0.4);
    const scheduler = new Scheduler(optimizer, linear({ steps: 4 }));
    expect(scheduler.getLastLR()).toEqual([0.1, 0.4]);
    scheduler.step();
    expect(optimizer.paramGroups).toEqual([
      { lr: 0.1 * 0.75, initialLr: 0.1 },
      { lr: 0.4 * 0.75, initialLr: 0.4 },
    ]);
  });

  it("does not care what rate stands in the group: rule F", () => {
    const optimizer = groups(0.1);
    const scheduler = new Scheduler(optimizer, linear({ steps: 4 }));
    optimizer.paramGroups[0]!.lr = 1e9;
    scheduler.step();
    expect(optimizer.paramGroups[0]!.lr).toBe(0.1 * 0.75);
  });

  it("schedules a group that is added later from then on", () => {
    const optimizer = groups(0.1);
    const scheduler = new Scheduler(optimizer, linear({ steps: 4 }));
    scheduler.step();
    optimizer.paramGroups.push({ lr: 1 });
    scheduler.step();
    expect(scheduler.getLastLR()).toEqual([0.05, 0.5]);
  });

  it("a second scheduler starts from the base rates, not from the first one's", () => {
    const optimizer = groups(0.1);
    const first = new Scheduler(optimizer, linear({ steps: 4 }));
    first.step();
    expect(new Scheduler(optimizer, constant()).next).toEqual([0.1]);
  });

  it("refuses a state saved under another schedule, with what differs, and changes nothing", () => {
    const saved = new Scheduler(groups(0.1), warmup(cosine({ steps: 90 }), { steps: 10 })).stateDict();
    const optimizer = groups(0.1);
    const mine = new Scheduler(optimizer, warmup(cosine({ steps: 190 }), { steps: 10 }));
    mine.step();
    const before = structuredClone(optimizer);
    expect(() => mine.loadStateDict(saved)).toThrow("schedule.steps: 90 → 190");
    expect(optimizer).toEqual(before);
    expect(mine.stepsDone).toBe(1);
  });

  it.each([undefined, null, {}, { step: -1, spec: {} }, { step: NaN, spec: {} }, { step: "3", spec: {} }])(
    "refuses %j as a state",
    (state) => {
      expect(() => new Scheduler(groups(0.1), constant()).loadStateDict(state as never)).toThrow(
        "needs { step, spec }",
      );
    },
  );

  it.each([
    [{}, "must have paramGroups"],
    [{ paramGroups: [] }, "must have paramGroups"],
    [groups(-1), "paramGroups[0].lr must be a finite number ≥ 0, got -1"],
    [groups(0.1, NaN), "paramGroups[1].lr must be a finite number ≥ 0, got NaN"],
  ])("refuses the optimizer %j", (optimizer, message) => {
    expect(() => new CosineAnnealingLR(optimizer as never, { tMax: 10 })).toThrow(message);
  });

  it("refuses lastEpoch without base rates, and says what to load", () => {
    expect(() => new CosineAnnealingLR(groups(0.1), { tMax: 10, lastEpoch: 5 })).toThrow(
      "paramGroups[0].initialLr must be there when lastEpoch is 5; load the optimizer's state before",
    );
  });

  it("keeps a frozen group frozen", () => {
    const optimizer = groups(0);
    new Scheduler(optimizer, cosine({ steps: 3 })).step();
    expect(optimizer.paramGroups[0]!.lr).toBe(0);
  });

  it("tells the rate that the last update used from the one that the next will use", () => {
    const optimizer = groups(1, 2);
    const scheduler = new Scheduler(optimizer, linear({ steps: 4 }));
    expect([scheduler.used, scheduler.next]).toEqual([undefined, [1, 2]]);
    scheduler.step();
    expect([scheduler.used, scheduler.next]).toEqual([
      [1, 2],
      [0.75, 1.5],
    ]);
    scheduler.seek(2);
    expect([scheduler.used, scheduler.next]).toEqual([undefined, [0.5, 1]]);
  });

  it("counts skipped updates apart, and keeps the rate", () => {
    const scheduler = new Scheduler(groups(1), linear({ steps: 4 }));
    scheduler.step();
    scheduler.skip();
    expect([scheduler.stepsDone, scheduler.skipped, scheduler.next]).toEqual([1, 1, [0.75]]);
    expect(scheduler.stateDict()).toMatchObject({ step: 1, skipped: 1 });
  });

  it("goes to any step", () => {
    const scheduler = new Scheduler(groups(1), linear({ steps: 4 }));
    scheduler.seek(3);
    expect([scheduler.stepsDone, scheduler.next]).toEqual([3, [0.25]]);
    scheduler.seek(0.5);
    expect(scheduler.next).toEqual([0.875]);
    expect(() => scheduler.seek(-1)).toThrow("seek: step must be a finite number ≥ 0, got -1");
  });

  it("takes nothing but a clear choice for one", () => {
    const state = new Scheduler(groups(0.1), cosine({ steps: 90 })).stateDict();
    const mine = new Scheduler(groups(0.1), cosine({ steps: 190 }));
    expect(() => mine.loadStateDict(state, { keep: "my" } as never)).toThrow("steps: 90 → 190");
    expect(() => mine.loadStateDict(state, { keep: "saved" } as never)).toThrow("steps: 90 → 190");
  });

  it("keeps the schedule that it is told to keep", () => {
    const saved = new Scheduler(groups(1), linear({ steps: 10 }));
    saved.seek(5);
    const state = JSON.parse(JSON.stringify(saved.stateDict())) as never;
    const mine = new Scheduler(groups(1), linear({ steps: 20 }));
    mine.loadStateDict(state, { keep: "mine" });
    expect([mine.schedule.steps, mine.next]).toEqual([20, [0.75]]);
    mine.loadStateDict(state, { keep: "saved", parse });
    expect([mine.schedule.steps, mine.next]).toEqual([10, [0.5]]);
    // From then on it is its own.
    mine.loadStateDict(state);
    expect(() => mine.loadStateDict({ step: 0, spec: linear({ steps: 20 }).spec })).toThrow("steps: 20 → 10");
  });

  it("has no metric rule without a plan", () => {
    expect(() => new Scheduler(groups(1), constant()).observe(1)).toThrow(
      "observe: needs a plan with a rule",
    );
  });
});
