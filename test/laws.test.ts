import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bind,
  clamp,
  constant,
  cooldown,
  cosineAnnealingLR,
  cut,
  easings,
  interpolate,
  lint,
  mean,
  noise,
  parse,
  product,
  restarts,
  Scheduler,
  sequence,
  serialize,
  shift,
  staircase,
  stretch,
  sum,
  values,
  warmup,
  wsd,
  type Level,
  type Schedule,
} from "lehr";
import {
  anySchedule,
  base,
  ease,
  easedShape,
  fallingShape,
  finite,
  level,
  steps,
} from "./support/schedules.js";

const RUNS = { numRuns: 10_000 };
const PAST_THE_END = [0.5, 1, 7, 1000, 1e9];

const rateOf = (level: Level, base: number): number =>
  typeof level === "number" ? level * base : level.rate;

/** A schedule without a unit, as a factor must be. */
function factorOf(schedule: Schedule): Schedule {
  const spec = JSON.stringify(schedule.spec).replaceAll(/\{"rate":([^}]*)\}/g, "$1");
  return parse(spec);
}

/** As expect(got).toBe(want), which a million calls of would take most of the time. */
function same(got: unknown, want: unknown): void {
  if (!Object.is(got, want)) expect(got).toBe(want);
}

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

  it("begins exactly at its start where it only falls towards its end", () => {
    fc.assert(
      fc.property(fallingShape(level), base, ({ schedule, start }, base) => {
        expect(schedule(0, base)).toBe(rateOf(start, base));
      }),
      RUNS,
    );
  });

  it("goes exactly through its points", () => {
    const points = fc.array(fc.tuple(steps, level), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(points, ease, base, (points, ease, base) => {
        const at = points.map((_, index) =>
          points.slice(0, index + 1).reduce((sum, [step]) => sum + step, 0),
        );
        const schedule = interpolate({ at, levels: points.map(([, level]) => level), ease });
        points.forEach(([, level], index) => expect(schedule(at[index]!, base)).toBe(rateOf(level, base)));
      }),
      RUNS,
    );
  });

  it("never leaves its levels between them", () => {
    fc.assert(
      fc.property(
        fc.oneof(easedShape(level), fallingShape(level)),
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
        for (const past of PAST_THE_END) same(schedule(schedule.steps + past, base), last);
        expect(schedule(-1, base)).toBe(schedule(0, base));
      }),
      RUNS,
    );
  });

  it("goes on past its end where the schedule that it ends with does", () => {
    const going = cosineAnnealingLR({ tMax: 100 });
    const around: [number, Schedule][] = [
      [0, clamp(going, { min: 0.01 })],
      [0, sum(going, constant({ level: 0, steps: 1 }))],
      [0, product(constant({ steps: 1 }), going)],
      [0, mean(going, going)],
      [0, staircase(going, { every: 1 })],
      [0, noise(going, { seed: 0, spread: 0 })],
      [10, warmup(going, { steps: 10 })],
      [10, sequence(constant({ steps: 10 }), going)],
      [-10, shift(going, { steps: 10 })],
    ];
    for (const [later, schedule] of around) {
      expect(schedule.continues).toBe(true);
      expect(schedule(150 + later)).toBe(going(150));
      expect(schedule(200 + later)).toBe(1);
      expect(lint(schedule, { totalSteps: 200 }).map(({ code }) => code)).toContain("rises-after-end");
    }
    const ended = [cooldown(going, { steps: 1 }), cut(going, { steps: 100 }), restarts(going, { cycles: 2 })];
    expect(ended.map((schedule) => schedule(1000))).toEqual([0, 0, 0]);
  });

  it("is finite and never negative", () => {
    fc.assert(
      fc.property(anySchedule, base, (schedule, base) => {
        for (const step of stepsOf(schedule)) {
          const value = schedule(step, base);
          same(Number.isFinite(value) && value >= 0, true);
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

  it("meets the schedule that a cooldown comes from exactly, and ends at its end", () => {
    fc.assert(
      fc.property(finite(2), steps, level, ease, base, (schedule, steps, end, ease, base) => {
        const cooled = cooldown(schedule, { steps, end, ease });
        expect(cooled(schedule.steps, base)).toBe(schedule(schedule.steps, base));
        expect(cooled(cooled.steps, base)).toBe(rateOf(end, base));
        expect(cooled(schedule.steps / 2, base)).toBe(schedule(schedule.steps / 2, base));
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
        for (const step of stepsOf(schedule)) same(again(step, base), schedule(step, base));
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
        for (const step of stepsOf(left)) same(left(step, base), right(step, base));
      }),
      RUNS,
    );
  });

  it.each([
    ["sum", sum, (a: Schedule) => a],
    ["product", product, factorOf],
  ] as const)("%s is associative, in its values and in its spec", (_, together, part) => {
    fc.assert(
      fc.property(finite(2), finite(1), finite(1), base, (a, second, third, base) => {
        const [b, c] = [part(second), part(third)];
        const left = together(together(a, b), c);
        const right = together(a, b, c);
        expect(left.spec).toEqual(right.spec);
        for (const step of stepsOf(left)) same(left(step, base), right(step, base));
        if (together === sum) expect(sum(a, sum(b, c)).spec).toEqual(right.spec);
      }),
      RUNS,
    );
  });

  it("sums, products and means do not mind which of two comes first", () => {
    fc.assert(
      fc.property(finite(2), finite(2), base, (a, b, base) => {
        // Opened up, up to sixteen parts are rounded in another order, each by half of 2^-52; and numbers
        // below 2^-1022 have fewer digits than that.
        const rounding = (one: number): number => 16 * 2 ** -52 * one + 1e-300;
        const close = (one: number, other: number): void =>
          same(Math.abs(one - other) <= rounding(one), true);
        const [first, second] = [factorOf(a), factorOf(b)];
        const [sums, means] = [[sum(a, b), sum(b, a)] as const, [mean(a, b), mean(b, a)] as const];
        const products = [product(first, second), product(second, first)] as const;
        for (const step of stepsOf(sums[0])) {
          for (const [one, other] of [sums, means]) close(one(step, base), other(step, base));
          close(products[0](step), products[1](step));
        }
      }),
      RUNS,
    );
  });

  it("stretched by 1, shifted by 0, cut at its end or read at every step, it is the same", () => {
    fc.assert(
      fc.property(finite(2), base, (schedule, base) => {
        const length = Math.ceil(schedule.steps);
        for (const step of stepsOf(schedule)) {
          const value = schedule(step, base);
          same(stretch(schedule, { factor: 1 })(step, base), value);
          same(shift(schedule, { steps: 0 })(step, base), value);
          same(cut(schedule, { steps: length })(step, base), value);
          if (Number.isInteger(Math.min(step, schedule.steps)))
            same(staircase(schedule, { every: 1 })(step, base), value);
        }
      }),
      RUNS,
    );
  });

  it("shifts add up, and stretches multiply", () => {
    const power = fc.constantFrom(0.25, 0.5, 1, 2, 4);
    fc.assert(
      fc.property(finite(2), steps, steps, power, power, base, (schedule, a, b, x, y, base) => {
        const shifted = shift(shift(schedule, { steps: a }), { steps: b });
        const stretched = stretch(stretch(schedule, { factor: x }), { factor: y });
        for (const step of [0, 1, 2.5, 50]) {
          expect(shifted(step, base)).toBe(shift(schedule, { steps: a + b })(step, base));
          expect(stretched(step, base)).toBe(stretch(schedule, { factor: x * y })(step, base));
        }
      }),
      RUNS,
    );
  });

  it("noise is the same each time, and stays within its spread", () => {
    const spread = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(finite(1), fc.nat(), spread, base, (schedule, seed, spread, base) => {
        const noisy = noise(schedule, { seed, spread });
        const again = parse(serialize(noisy));
        for (const step of stepsOf(schedule)) {
          const [value, quiet] = [noisy(step, base), schedule(step, base)];
          same(again(step, base), value);
          expect(Math.abs(value - quiet)).toBeLessThanOrEqual((spread + 1e-15) * quiet);
        }
      }),
      RUNS,
    );
  });

  it("pieces that add up to the run fill it exactly, in whatever units they are written", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 10_000, max: 1e6 }), (shares, totalSteps) => {
        const all = shares.reduce((sum, share) => sum + share, 0);
        const parts = shares.map((share) => constant({ steps: `${(100 * share) / all}%` }));
        const unbound = warmup(sequence(constant({ steps: "3st" }), ...parts), { steps: "7st" });
        expect(unbound.steps).toBeNaN();
        expect(parse(serialize(unbound)).spec).toEqual(unbound.spec);
        expect(() => unbound(0)).toThrow("bind(schedule");
        expect(bind(unbound, { totalSteps }).steps).toBe(totalSteps + 10);
        const recipe = wsd({ totalSteps: "100%", warmup: "7st", cooldown: `${100 / (all + 1)}%` });
        expect(bind(recipe, { totalSteps }).steps).toBe(totalSteps);
      }),
      RUNS,
    );
  });

  it.each(Object.entries(easings))(
    "the easing %s is exact at both ends, and so is what it leaves",
    (_, ease) => {
      for (const curve of [ease, ease.over?.(1) ?? ease, ease.over?.(1e6) ?? ease]) {
        expect([curve(0), curve(1), curve.rest(0), curve.rest(1)]).toEqual([0, 1, 0, 1]);
        for (let t = 0; t <= 1; t += 1 / 256) expect(curve(t) + curve.rest(1 - t)).toBeCloseTo(1, 14);
      }
    },
  );

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
      RUNS,
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
