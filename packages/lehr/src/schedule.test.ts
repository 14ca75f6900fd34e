import { describe, expect, it } from "vitest";
import {
  bind,
  clamp,
  constant,
  cosine,
  cosineAnnealingLR,
  define,
  diff,
  exponential,
  linear,
  lint,
  nearest,
  parse,
  phaseAt,
  polynomial,
  product,
  rate,
  restarts,
  sequence,
  stepsOf,
  values,
  warmup,
} from "./index.js";

describe("cosine", () => {
  it("is the half cosine at every step, and past its end", () => {
    const got = values(cosine({ steps: 10, end: 0.1 }), 15);
    const want = Array.from(
      { length: 15 },
      (_, t) => 0.1 + (0.9 * (1 + Math.cos((Math.PI * Math.min(t, 10)) / 10))) / 2,
    );
    want.forEach((value, step) => expect(got[step]).toBeCloseTo(value, 15));
  });

  it("keeps all its digits one step before the end of a million, where 1 + cos has lost ten", () => {
    const t = Math.PI / 2 / 1e6;
    const nearEnd = cosine({ steps: 1e6 })(1e6 - 1);
    // sin²(x) = x² − x⁴/3 + …, exact here to the last digit.
    expect(Math.abs(nearEnd / (t ** 2 - t ** 4 / 3) - 1)).toBeLessThan(1e-15);
  });

  it("keeps all its digits one step after a start from zero", () => {
    const t = Math.PI / 2 / 1e6;
    const nearStart = cosine({ steps: 1e6, start: 0, end: 1 })(1);
    expect(Math.abs(nearStart / (t ** 2 - t ** 4 / 3) - 1)).toBeLessThan(1e-15);
  });

  it("takes one step when it is one step long", () => {
    expect(Array.from(values(cosine({ steps: 1 }), 3))).toEqual([1, 0, 0]);
  });
});

describe("levels", () => {
  it("are multiples of the base rate, or absolute rates", () => {
    const schedule = linear({ steps: 2, end: rate(0.001) });
    expect(Array.from(values(schedule, 3, 0.1))).toEqual([0.1, 0.0505, 0.001]);
  });
});

describe("shapes", () => {
  it("polynomial is a power of what is left", () => {
    expect(Array.from(values(polynomial({ steps: 4, power: 2 }), 5))).toEqual([1, 0.5625, 0.25, 0.0625, 0]);
  });

  it("exponential has the same ratio at every step", () => {
    const got = values(exponential({ steps: 3, end: 0.001 }), 5);
    [1, 0.1, 0.01, 0.001, 0.001].forEach((value, step) => expect(got[step]).toBeCloseTo(value, 15));
  });
});

describe("combinations", () => {
  it("a sequence gives each part its own steps", () => {
    const schedule = sequence(constant({ steps: 2 }), linear({ steps: 2 }), constant({ level: 0.5 }));
    expect(Array.from(values(schedule, 6))).toEqual([1, 1, 1, 0.5, 0.5, 0.5]);
    expect(schedule.steps).toBe(Infinity);
  });

  it("restarts stretch, and shrink multiples of the base but not absolute rates", () => {
    const schedule = restarts(linear({ steps: 2, end: rate(0.25) }), { cycles: 2, stretch: 2, factor: 0.5 });
    expect(Array.from(values(schedule, 8))).toEqual([1, 0.625, 0.5, 0.4375, 0.375, 0.3125, 0.25, 0.25]);
  });

  it("a product multiplies a rate by factors", () => {
    const schedule = product(constant({ level: rate(0.2) }), linear({ steps: 2, end: 0.5 }));
    expect(Array.from(values(schedule, 3, 7))).toEqual([0.2, 0.2 * 0.75, 0.1]);
  });

  it("a clamp cuts off at a floor and a ceiling", () => {
    const schedule = clamp(linear({ steps: 4 }), { min: 0.25, max: 0.75 });
    expect(Array.from(values(schedule, 5))).toEqual([0.75, 0.75, 0.5, 0.25, 0.25]);
  });

  it("phases say where each stretch begins, and a step knows its phase", () => {
    const schedule = warmup(sequence(constant({ steps: 5 }), cosine({ steps: 5 })), { steps: 10 });
    expect(schedule.phases.map(({ name, start, steps }) => `${name} ${start}+${steps}`)).toEqual([
      "warmup 0+10",
      "hold 10+5",
      "decay 15+5",
    ]);
    expect(phaseAt(schedule, 12)).toMatchObject({ name: "hold", number: 2, of: 3 });
    expect(phaseAt(schedule, 1000)).toMatchObject({ name: "decay", number: 3 });
  });
});

describe("nothing changes a schedule that others hold", () => {
  it("its spec is frozen to the bottom", () => {
    const schedule = warmup(cosine({ steps: 10 }), { steps: 2 });
    expect(() => Object.assign(schedule.spec["schedule"] as object, { steps: 5 })).toThrow(TypeError);
  });

  it("a schedule of one's own holds its last value too", () => {
    const saw = define(
      { spec: { type: "saw" }, steps: 4, phases: [{ name: "decay", start: 0, steps: 4 }] },
      (step, base) => base * (1 - step / 8),
    );
    expect(Array.from(values(saw, 7))).toEqual([1, 0.875, 0.75, 0.625, 0.5, 0.5, 0.5]);
  });
});

describe("errors say where, what must hold, what came and the likely slip", () => {
  it.each([
    [() => cosine({ steps: 0 }), "cosine: steps must be a positive integer, got 0"],
    [() => cosine({ steps: 2.5 }), "cosine: steps must be a positive integer, got 2.5"],
    [
      () => linear({ steps: "5 percent" as never }),
      'linear: steps must be a positive integer or a length with its unit ("500st", "10ep", "5%", "2e9tok", "5e6sam"), got "5 percent"',
    ],
    [
      () => linear({ steps: 5, end: -1 }),
      "linear: end must be a multiple of the base rate (a finite number ≥ 0) or rate(x), got -1",
    ],
    [
      () => linear({ steps: 5, end: NaN }),
      "linear: end must be a multiple of the base rate (a finite number ≥ 0) or rate(x), got NaN",
    ],
    [() => polynomial({ steps: 5, power: 0 }), "polynomial: power must be a finite number above 0, got 0"],
    [
      () => exponential({ steps: 5, end: 0 }),
      "exponential: end must be above 0, got 0; no ratio leads there, use cosine or linear",
    ],
    [() => sequence(), "sequence: needs at least one schedule, got none"],
    [
      () => sequence(constant(), cosine({ steps: 5 })),
      "sequence: part 0 (constant) never ends, so part 1 never starts; give it steps",
    ],
    [
      () => warmup(constant(), { steps: 5, ease: "cubic" as never }),
      'warmup: ease must be one of linear, cosine, sqrt, oneMinusSqrt, square, exponential, log, got "cubic"',
    ],
    [
      () => restarts(constant(), { cycles: 2 }),
      "restarts: constant never ends, so it never restarts; give it steps",
    ],
    [() => clamp(constant(), {}), "clamp: needs min, max or both, got neither"],
    [() => clamp(constant(), { min: 2, max: 1 }), "clamp: min must not be above max, got 2 > 1"],
    [
      () => product(constant(), constant({ level: rate(1) })),
      "product: part 1 (constant) holds an absolute rate; only the first part may, the others are factors",
    ],
    [() => cosineAnnealingLR({ tMax: 0 }), "CosineAnnealingLR: tMax must be a finite number above 0, got 0"],
    [
      () => cosineAnnealingLR({ tMax: 5, etaMin: -1 }),
      "CosineAnnealingLR: etaMin must be a finite number ≥ 0, got -1",
    ],
    [
      () =>
        parse({
          type: "sequence",
          parts: [
            { type: "constant", steps: 1 },
            { type: "cosine", stpes: 1 },
          ],
        }),
      'schedule.parts[1].stpes: unknown key, did you mean "steps"?',
    ],
    [
      () => parse({ type: "cosien", steps: 1 }),
      'schedule.type: unknown schedule "cosien", did you mean "cosine"?',
    ],
    [
      () => parse({ type: "toString" }),
      'schedule.type: unknown schedule "toString"; known: constant, linear, cosine, ',
    ],
    [() => parse({ type: "warmup", steps: 5 }), "schedule.schedule: is missing"],
    [
      () => parse({ warmup: { steps: 5, schedule: { cosine: { steps: 0 } } } }),
      "schedule.schedule: cosine: steps must be a positive integer, got 0",
    ],
    [() => parse("[]"), "schedule: must be a schedule, an object with a type, got []"],
    [() => parse({ type: "constant", version: 2 }), "schedule.version: must be 1, got 2"],
    [
      () => bind({ cosine: { steps: "5 percent" } }, { totalSteps: 10 }),
      'schedule.cosine.steps: must be updates (500 or "500st"), epochs ("10ep"), a part of the run ("5%"), tokens ("2e9tok") or samples ("5e6sam"), got "5 percent"',
    ],
    [() => stepsOf("3ep", { totalSteps: 10 }), "steps: this run has no epochs to count"],
  ])("%#", (attempt, message) => {
    expect(attempt).toThrow(message);
  });

  it("a spec nested without end is refused, not followed", () => {
    let spec: unknown = { type: "constant" };
    for (let depth = 0; depth < 1000; depth++) spec = { type: "clamp", max: 1, schedule: spec };
    expect(() => parse(spec)).toThrow("schedules stand more than 64 deep");
  });
});

describe("units", () => {
  it("are written, and bound to the run", () => {
    const run = { totalSteps: 2000, stepsPerEpoch: 125, tokensPerStep: 1024 };
    expect(["500st", "2ep", "5%", "1.024e6tok", 7].map((length) => stepsOf(length, run))).toEqual([
      500, 250, 100, 1000, 7,
    ]);
    expect(bind({ warmup: { steps: "5%", schedule: { cosine: { steps: "95%" } } } }, run)).toEqual({
      warmup: { steps: 100, schedule: { cosine: { steps: 1900 } } },
    });
  });
});

describe("lint", () => {
  it.each([
    [cosineAnnealingLR({ tMax: 100 }), 200, ["rises-after-end"]],
    [cosineAnnealingLR({ tMax: 200 }), 200, []],
    [cosine({ steps: 100 }), 200, ["ends-before-run"]],
    [cosine({ steps: 300 }), 200, ["ends-after-run"]],
    [cosine({ steps: 199 }), 200, []],
    [constant({ steps: 5 }), 200, []],
    [warmup(cosine({ steps: 190 }), { steps: 10 }), 200, ["zero-first-update"]],
    [warmup(cosine({ steps: 190 }), { steps: 10, start: 0.1 }), 200, []],
  ])("finding %#", (schedule, totalSteps, codes) => {
    expect(lint(schedule, { totalSteps }).map(({ code }) => code)).toEqual(codes);
  });

  it("says in one line that the article's rate climbs back, and what to write instead", () => {
    expect(lint(cosineAnnealingLR({ tMax: 100 }), { totalSteps: 200 })[0]!.message).toMatchInlineSnapshot(
      `"CosineAnnealingLR reaches its lowest rate at step 100 and climbs back to 1× of the base rate by step 199, because the run has 200 steps; to end low, set tMax to 200"`,
    );
  });
});

describe("diff and nearest", () => {
  it("name every place that differs", () => {
    const before = warmup(cosine({ steps: 90 }), { steps: 10 }).spec;
    const after = warmup(linear({ steps: 90, end: 0.1 }), { steps: 20 }).spec;
    expect(diff(before, after)).toEqual([
      "steps: 10 → 20",
      'schedule.type: "cosine" → "linear"',
      "schedule.end: 0 → 0.1",
    ]);
  });

  it("suggest only what is close", () => {
    expect(nearest("etamin", ["etaMin", "tMax"])).toBe("etaMin");
    expect(nearest("colour", ["etaMin", "tMax"])).toBeUndefined();
  });
});
