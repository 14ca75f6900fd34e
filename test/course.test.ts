/** Changes of course: what was done stays, nothing jumps, and the result is data. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  branchCooldown,
  constant,
  cosine,
  extend,
  linear,
  parse,
  rescale,
  rest,
  rewarm,
  sequence,
  serialize,
  turn,
  warmup,
  type EasingName,
  type Schedule,
} from "lehr";
import { base, finite } from "./support/schedules.js";

const RUNS = { numRuns: 10_000 };
const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const steps = fc.integer({ min: 1, max: 300 });
const ease = fc.constantFrom<EasingName>("linear", "cosine", "sqrt", "square");

/** A step of the schedule before its end. */
const stepOf = (schedule: Schedule, part: number): number => Math.floor(part * schedule.steps);

function expectSameUntil(at: number, before: Schedule, after: Schedule, base: number): void {
  for (const step of [0, 1, at / 3, at / 2, at - 1, at - 0.5]) {
    if (step >= 0 && step < at) expect(after(step, base)).toBe(before(step, base));
  }
}

function expectData(schedule: Schedule, base: number): void {
  const again = parse(serialize(schedule));
  expect(again.spec).toEqual(schedule.spec);
  for (const step of [0, schedule.steps / 3, schedule.steps / 2, schedule.steps - 1, schedule.steps]) {
    expect(again(step, base)).toBe(schedule(step, base));
  }
}

describe("the laws of changing course", () => {
  it("extend: the same until here, the same here, the same end at the new horizon", () => {
    fc.assert(
      fc.property(finite(2), part, steps, base, (schedule, part, more, base) => {
        const at = stepOf(schedule, part);
        const totalSteps = at + more;
        const longer = extend(schedule, { at, totalSteps });
        expectSameUntil(at, schedule, longer, base);
        expect(longer(at, base)).toBe(schedule(at, base));
        expect(longer.steps).toBeCloseTo(totalSteps, 8);
        expect(longer(longer.steps, base)).toBe(schedule(schedule.steps, base));
        expectData(longer, base);
      }),
      RUNS,
    );
  });

  it("rescale: the same until here, the same here, on the new curve `steps` later", () => {
    fc.assert(
      fc.property(finite(2), part, steps, base, part, (schedule, part, blend, base, height) => {
        const at = stepOf(schedule, part);
        fc.pre(at + blend < schedule.steps && height > 0);
        const scaled = rescale(schedule, { at, factor: height, steps: blend });
        expectSameUntil(at, schedule, scaled, base);
        expect(scaled(at, base)).toBe(schedule(at, base));
        for (const step of [at + blend, at + blend + 1, schedule.steps]) {
          if (step > schedule.steps) continue;
          const want = schedule(step, base) * height;
          expect(Math.abs(scaled(step, base) - want)).toBeLessThanOrEqual(1e-9 * want);
        }
        expectData(scaled, base);
      }),
      RUNS,
    );
  });

  it("rewarm: the same until here and at here, then exactly the new schedule", () => {
    fc.assert(
      fc.property(finite(2), finite(2), part, steps, ease, base, (old, next, part, steps, ease, base) => {
        const at = Math.floor(part * 2 * old.steps);
        const again = rewarm(old, next, { at, steps, ease });
        expectSameUntil(at, old, again, base);
        expect(again(at, base)).toBe(old(at, base));
        expect(again(at + steps, base)).toBe(next(0, base));
        expect(again(again.steps, base)).toBe(next(next.steps, base));
        expectData(again, base);
      }),
      RUNS,
    );
  });

  it("branchCooldown: the same until there, no jump, and exactly its end", () => {
    fc.assert(
      fc.property(finite(2), part, steps, ease, part, base, (trunk, part, steps, ease, end, base) => {
        const from = stepOf(trunk, part) + 1;
        const branch = branchCooldown(trunk, from, { steps, end, ease });
        expectSameUntil(from, trunk, branch, base);
        expect(branch(from, base)).toBe(trunk(from, base));
        expect(branch(from + steps, base)).toBe(end * base);
        expect(branch.steps).toBe(from + steps);
        expectData(branch, base);
      }),
      RUNS,
    );
  });

  it("the change of a change keeps the whole history", () => {
    fc.assert(
      fc.property(finite(1), part, steps, part, steps, base, (schedule, first, more, second, again, base) => {
        const at = stepOf(schedule, first);
        const once = extend(schedule, { at, totalSteps: at + more });
        const later = at + Math.floor(second * more);
        const twice = extend(once, { at: later, totalSteps: later + again });
        expectSameUntil(at, schedule, twice, base);
        expectSameUntil(later, once, twice, base);
        expect(twice(later, base)).toBe(once(later, base));
        const read = extend(parse(serialize(once)), { at: later, totalSteps: later + again });
        expect(read.spec).toEqual(twice.spec);
      }),
      RUNS,
    );
  });
});

describe("changes of course", () => {
  const wsd = sequence(
    linear({ steps: 100, start: 0.1, end: 1 }),
    constant({ steps: 700 }),
    cosine({ steps: 200 }),
  );

  it.each([0, 50, 100, 400, 799])("lengthen the hold and keep the decay, from step %i", (at) => {
    const longer = extend(wsd, { at, totalSteps: 2000 });
    for (let step = 0; step <= 200; step++) expect(longer(1800 + step)).toBe(wsd(800 + step));
    for (let step = 100; step <= 1800; step++) expect(longer(step)).toBe(1);
  });

  it("stretch the decay when it has begun", () => {
    const longer = extend(wsd, { at: 900, totalSteps: 1300 });
    expect(longer(1100)).toBe(wsd(950));
  });

  it("shorten a run as well", () => {
    const shorter = extend(wsd, { at: 200, totalSteps: 600 });
    expect([shorter(399), shorter(500), shorter(600)]).toEqual([1, wsd(900), 0]);
  });

  it.each([
    ["a decay that is stretched", linear({ steps: 100 })],
    ["a warmup and a decay", warmup(cosine({ steps: 900, end: 0.1 }), { steps: 100, start: 0.01 })],
    ["a hold made longer", wsd],
  ])("twenty times cost twenty times as much, not two to the twentieth: %s", (_, schedule) => {
    let longer = schedule;
    for (let at = 30; at < 50; at++) {
      const before = longer;
      longer = extend(before, { at, totalSteps: 1000 + 10 * at });
      expect(longer(at)).toBe(before(at));
      for (let step = 0; step < at; step += 0.5) expect(longer(step)).toBe(before(step));
      expect(longer(longer.steps)).toBe(schedule(schedule.steps));
    }
    expect(serialize(longer).length).toBeLessThan(10_000);
    expect(parse(serialize(longer)).spec).toEqual(longer.spec);
  });

  it("rescaled twenty times is no larger than its history", () => {
    let scaled: Schedule = linear({ steps: 1000 });
    for (let at = 100; at < 140; at += 2) {
      const before = scaled;
      scaled = rescale(before, { at, factor: 0.9 });
      expect(scaled(at)).toBe(before(at));
    }
    expect(serialize(scaled).length).toBeLessThan(30_000);
  });

  it("rescale in time: the curve that a run of that length would have had", () => {
    const schedule = rescale(linear({ steps: 100 }), { at: 20, totalSteps: 200, steps: 20 });
    expect(schedule(20)).toBe(0.8);
    expect(schedule(40)).toBeCloseTo(linear({ steps: 200 })(40), 15);
    expect(schedule(120)).toBeCloseTo(linear({ steps: 200 })(120), 15);
    expect(schedule(200)).toBe(0);
  });

  it("rewarm from a lower start, when it is given", () => {
    const again = rewarm(linear({ steps: 10 }), cosine({ steps: 10 }), { at: 5, steps: 5, start: 0 });
    expect([again(4), again(5), again(10)]).toEqual([0.6, 0, 1]);
  });

  it("a rest begins where it is told to, and holds its last value", () => {
    const schedule = rest(warmup(cosine({ steps: 90 }), { steps: 10 }), { from: 10 });
    expect([schedule.steps, schedule(0), schedule(30), schedule(1000)]).toEqual([90, 1, 0.75, 0]);
    expect(schedule.phases).toEqual([{ name: "decay", start: 0, steps: 90 }]);
  });

  it.each([
    [
      () => extend(constant(), { at: 5, totalSteps: 10 }),
      "extend: constant never ends; it needs no other horizon",
    ],
    [
      () => extend(linear({ steps: 5 }), { at: 5, totalSteps: 10 }),
      "extend: at must be before the end of the schedule (5) and of the run (10), got 5; a schedule that has ended is begun again with rewarm",
    ],
    [
      () => rest(linear({ steps: 5 }), { from: 5 }),
      "rest: linear has 5 steps, so nothing is left from step 5",
    ],
    [
      () => rest(constant(), { from: 5, steps: 5 }),
      "rest: constant never ends, so its rest has no length to change",
    ],
    [() => turn(constant(), constant(), { at: -1 }), "turn: at must be a finite number ≥ 0, got -1"],
    [
      () => rescale(linear({ steps: 5 }), { at: 1, factor: 0 }),
      "rescale: factor must be a finite number above 0, got 0",
    ],
    [() => parse({ type: "turn", at: 1, parts: [1] }), "turn: must have two parts, got 1"],
  ])("refuse nonsense %#", (attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
