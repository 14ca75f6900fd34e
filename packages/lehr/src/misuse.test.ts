/** What slips by hand, and is refused at once in the one form. */
import { describe, expect, it } from "vitest";
import {
  bind,
  clamp,
  constant,
  cosine,
  cosineAnnealingLR,
  CosineAnnealingLR,
  cyclic,
  define,
  diff,
  exponential,
  LehrError,
  lint,
  parse,
  product,
  restarts,
  sgdr,
  stepsOf,
  values,
} from "./index.js";
import { drawing } from "./plot/drawing.js";
import { rates } from "./plot/rates.js";

/** The message of the LehrError that a call must throw. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof LehrError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("what repeats", () => {
  it.each([
    ["too often", () => restarts(cosine({ steps: 1 }), { cycles: 1e9, stretch: 10 }), /at most 10000/],
    ["too often", () => sgdr({ steps: 1, cycles: 1e9 }), /at most 10000/],
    [
      "too often, one inside the other",
      () => restarts(restarts(cosine({ steps: 1 }), { cycles: 200 }), { cycles: 200 }),
      /at most 10000 pieces, got 200 cycles of 200/,
    ],
    ["too long", () => restarts(cosine({ steps: 1 }), { cycles: 2000, stretch: 2 }), /cycle 53 would end/],
    ["too long", () => sgdr({ steps: 1, cycles: 2000, stretch: 2 }), /cycle 53 would end/],
    ["too high", () => restarts(cosine({ steps: 1 }), { cycles: 2000, factor: 10 }), /factor\^1999/],
    ["too long", () => cyclic({ rise: 2 ** 52, cycles: 2 }), /cycles/],
  ])("%s is refused %#", (_, make, message) => {
    expect(refusal(make)).toMatch(message);
  });

  it("may wait for the length of a run", () => {
    expect(restarts(cosine({ steps: "5%" }), { cycles: 3 }).steps).toBeNaN();
  });
});

describe("a schedule's data", () => {
  it("is its own: what it was made from stays the caller's, and changes nothing any more", () => {
    const end = { rate: 0.01 };
    const spec = { type: "cosine", steps: 10, end };
    const phases = [{ name: "decay", start: 0, steps: 10 }];
    const made = [cosine({ steps: 10, end }), parse(spec), define({ spec, steps: 10, phases }, () => 1)];
    const clamped = clamp(constant(), { max: end });
    end.rate = 5;
    phases[0]!.name = "hold";
    expect(made.map((schedule) => schedule.spec["end"])).toEqual(made.map(() => ({ rate: 0.01 })));
    expect(made.slice(0, 2).map((schedule) => schedule(10))).toEqual([0.01, 0.01]);
    expect(made[2]!.phases[0]!.name).toBe("decay");
    expect(clamped(0)).toBe(0.01);
  });
});

describe("a factor", () => {
  it("has no absolute rate in it, whatever it is called", () => {
    const wrong = clamp(cosineAnnealingLR({ tMax: 10, etaMin: 1e-5 }), { min: 0 });
    expect(refusal(() => product(cosine({ steps: 10 }), wrong))).toMatch(
      /part 1 \(clamp\) holds an absolute/,
    );
    expect(product(cosine({ steps: 10 }), cosineAnnealingLR({ tMax: 10 })).absolute).toBe(false);
  });
});

describe("an exponential", () => {
  it.each([
    [1e-300, 1e300],
    [1e300, 1e-300],
  ])("from %s to %s goes through 1 in the middle", (start, end) => {
    const schedule = exponential({ steps: 10, start, end });
    expect(schedule(5)).toBeCloseTo(1, 10);
    expect([schedule(0), schedule(10)]).toEqual([start, end]);
  });
});

describe("what has no length", () => {
  const phases = [{ name: "hold", start: 0, steps: 1 }];
  it.each([
    [() => define({ spec: { type: "mine" }, steps: NaN, phases }, () => 1), /must have steps ≥ 0/],
    [() => define({ spec: { type: "mine" }, steps: 5, phases: [] }, () => 1), /and phases/],
    [() => stepsOf(-3.5, { totalSteps: 10 }), /positive integer, got -3.5/],
    [() => stepsOf("0%", { totalSteps: 10 }), /longer than nothing/],
    [() => bind(cosine({ steps: "0%" }), { totalSteps: 10 }), /steps: must be longer than nothing/],
    [() => values(constant(), -1), /count must be a whole number ≥ 0/],
    [() => values(constant(), 1e12), /count must be at most/],
  ])("is refused %#", (call, message) => {
    expect(refusal(call)).toMatch(message);
  });
});

describe("a spec of two types", () => {
  it("is told what a schedule is", () => {
    expect(refusal(() => parse({ cosine: { steps: 1 }, linear: { steps: 1 } }))).toMatch(
      /one type.*got the keys cosine, linear/,
    );
  });
});

describe("a schedule that is longer than the run", () => {
  it("is found however it is written", () => {
    const bound = bind(parse({ cosine: { steps: "150%" } }), { totalSteps: 100 });
    expect(lint(bound, { totalSteps: 100 }).map(({ code }) => code)).toEqual(["ends-after-run"]);
  });
});

describe("differences", () => {
  it("do not tell the two zeros apart, which JSON writes alike", () => {
    expect(diff({ end: -0 }, JSON.parse(JSON.stringify({ end: -0 })))).toEqual([]);
  });
});

describe("a drawing of what hardly varies", () => {
  it("is a line in the middle, and says so", () => {
    const made = drawing(
      [{ name: "rate", x: [0, 1], y: [1, 1 + 1e-15] }],
      {},
      { columns: 10, xTicks: 2, yTicks: 2 },
    );
    expect(made.lines[0]!.stretches[0]).toHaveLength(2);
    expect(made.notes).toEqual([expect.stringContaining("drawn as one")]);
    expect(refusal(() => rates(constant(), { count: 2 ** 53 }))).toMatch(/below 2\^53/);
  });
});

describe("a misspelled option", () => {
  const optimizer = (): { paramGroups: { lr: number }[] } => ({ paramGroups: [{ lr: 1 }] });
  it.each<[() => unknown, RegExp]>([
    [() => new CosineAnnealingLR(optimizer(), { tMax: 5, etamin: 3 } as never), /etaMin.*got etamin/],
    [() => new CosineAnnealingLR(optimizer(), { T_max: 5 } as never), /takes tMax.*got T_max/],
    [() => new CosineAnnealingLR(optimizer(), undefined as never), /takes tMax.*got undefined/],
    [() => new CosineAnnealingLR({} as never, { tMax: 5, lastEpoch: 3 }), /must have paramGroups/],
    [() => cosine(undefined as never), /cosine: takes steps.*got undefined/],
    [() => clamp(constant(), { max: 1, mim: 0 } as never), /clamp: takes min, max, got mim/],
  ])("is told at once %#", (call, message) => {
    expect(refusal(call)).toMatch(message);
  });
});
