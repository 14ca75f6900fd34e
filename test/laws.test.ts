import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, Scheduler, sequence, serialize, values, warmup, type Level, type Schedule } from "lehr";
import { anySchedule, base, easedShape, finite, level } from "./support/schedules.js";

const RUNS = { numRuns: 10_000 };
const PAST_THE_END = [0.5, 1, 7, 1000, 1e9];

const rateOf = (level: Level, base: number): number =>
  typeof level === "number" ? level * base : level.rate;

/** Some steps of a schedule that catch its corners: ends, hand-overs and their neighbours, and between. */
function stepsOf(schedule: Schedule): number[] {
  const corners = schedule.phases.flatMap(({ start }) => [
    start - 1,
    start - 0.5,
    start,
    start + 0.5,
    start + 1,
  ]);
  const end = schedule.steps === Infinity ? 500 : schedule.steps;
  return [...corners, 0, end / 3, end / 2, end - 1, end, end + 1].filter((step) => step >= 0);
}

describe("the laws of schedules", () => {
  it("is exactly at its levels at both ends", () => {
    fc.assert(
      fc.property(easedShape(level), base, ({ schedule, start, end }, base) => {
        expect(schedule(0, base)).toBe(rateOf(start, base));
        expect(schedule(schedule.steps, base)).toBe(rateOf(end, base));
      }),
      RUNS,
    );
  });

  it("never leaves its levels between them", () => {
    fc.assert(
      fc.property(
        easedShape(level),
        base,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shape, base, part) => {
          const [low, high] = [rateOf(shape.start, base), rateOf(shape.end, base)].sort((a, b) => a - b);
          const value = shape.schedule(part * shape.schedule.steps, base);
          expect(value).toBeGreaterThanOrEqual(low!);
          expect(value).toBeLessThanOrEqual(high!);
        },
      ),
      RUNS,
    );
  });

  it("holds its last value after its end, and its first before its beginning", () => {
    fc.assert(
      fc.property(finite(3), base, (schedule, base) => {
        const last = schedule(schedule.steps, base);
        for (const past of PAST_THE_END) expect(schedule(schedule.steps + past, base)).toBe(last);
        expect(schedule(-1, base)).toBe(schedule(0, base));
      }),
      RUNS,
    );
  });

  it("is finite and never negative", () => {
    fc.assert(
      fc.property(anySchedule, base, (schedule, base) => {
        for (const step of stepsOf(schedule)) {
          const value = schedule(step, base);
          expect(Number.isFinite(value) && value >= 0).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("meets the schedule that a warmup leads to exactly, without a dip or a jump", () => {
    fc.assert(
      fc.property(finite(2), fc.integer({ min: 1, max: 50 }), base, (schedule, steps, base) => {
        const warmed = warmup(schedule, { steps });
        expect(warmed(steps, base)).toBe(schedule(0, base));
        const gap = Math.abs(warmed(steps - 1e-9 * steps, base) - warmed(steps, base));
        expect(gap).toBeLessThanOrEqual(1e-8 * schedule(0, base));
      }),
      RUNS,
    );
  });

  it("parse(serialize(s)) gives the same values and the same spec", () => {
    fc.assert(
      fc.property(anySchedule, base, (schedule, base) => {
        const again = parse(serialize(schedule));
        expect(again.spec).toEqual(schedule.spec);
        expect(serialize(again)).toBe(serialize(schedule));
        expect(again.steps).toBe(schedule.steps);
        for (const step of stepsOf(schedule)) expect(again(step, base)).toBe(schedule(step, base));
      }),
      RUNS,
    );
  });

  it("sequence is associative, in its values and in its spec", () => {
    fc.assert(
      fc.property(finite(2), finite(2), finite(2), base, (a, b, c, base) => {
        const left = sequence(sequence(a, b), c);
        const right = sequence(a, sequence(b, c));
        expect(left.spec).toEqual(right.spec);
        for (const step of stepsOf(left)) expect(left(step, base)).toBe(right(step, base));
      }),
      RUNS,
    );
  });

  it("what is previewed is what a scheduler writes, at every step", () => {
    fc.assert(
      fc.property(anySchedule, base, base, (schedule, first, second) => {
        const optimizer = { paramGroups: [{ lr: first }, { lr: second }] };
        const scheduler = new Scheduler(optimizer, schedule);
        const preview = [values(schedule, 30, first), values(schedule, 30, second)];
        for (let step = 0; step < 30; step++) {
          expect(scheduler.getLastLR()).toEqual([preview[0]![step], preview[1]![step]]);
          scheduler.step();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("resumed is uninterrupted, bit for bit, in any order of building and loading", () => {
    const orders = fc.shuffledSubarray(["optimizer", "scheduler", "state"] as const, {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(anySchedule, base, fc.integer({ min: 0, max: 40 }), orders, (schedule, lr, at, order) => {
        const whole = { paramGroups: [{ lr }] };
        const uninterrupted = new Scheduler(whole, schedule);
        for (let step = 0; step < at; step++) uninterrupted.step();
        const saved = JSON.stringify({ optimizer: whole, scheduler: uninterrupted.stateDict() });
        for (let step = 0; step < 10; step++) uninterrupted.step();

        const loaded = JSON.parse(saved) as { optimizer: typeof whole; scheduler: never };
        const fresh = { paramGroups: [{ lr }] };
        let scheduler: Scheduler | undefined;
        const build = (): Scheduler => (scheduler ??= new Scheduler(fresh, parse(serialize(schedule))));
        for (const act of order) {
          if (act === "optimizer") Object.assign(fresh.paramGroups[0]!, loaded.optimizer.paramGroups[0]);
          if (act === "scheduler") build();
          if (act === "state") build().loadStateDict(loaded.scheduler);
        }
        for (let step = 0; step < 10; step++) scheduler!.step();
        expect(fresh.paramGroups[0]!.lr).toBe(whole.paramGroups[0]!.lr);
      }),
      RUNS,
    );
  });
});
