import { describe, expect, it } from "vitest";
import { constant, cosine, CosineAnnealingLR, linear, Scheduler, warmup, type ParamGroup } from "../index.js";

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
    new Scheduler(optimizer, constant());
    expect(optimizer.paramGroups[0]!.lr).toBe(0.1);
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
});
