import { describe, expect, it } from "vitest";
import {
  bind,
  cosine,
  LehrError,
  noam,
  oneCycle,
  oneCycleMomentum,
  parse,
  preset,
  presets,
  serialize,
  wsd,
  wsqd,
} from "lehr";

const run = {
  totalSteps: 100_000,
  stepsPerEpoch: 500,
  tokensPerStep: 14.8e12 / 100_000,
  samplesPerStep: 256,
};

describe("presets", () => {
  it.each(presets.map((one) => [one.name, one] as const))(
    "%s is a whole schedule with a source",
    (name, one) => {
      const unbound = preset(name);
      expect(unbound.spec).toEqual(one.spec);
      expect(unbound.steps).toBeNaN();
      const schedule = preset(name, run);
      expect(schedule.steps).toBeGreaterThan(0);
      expect(Number.isFinite(schedule(schedule.steps))).toBe(true);
      expect(one.source.length).toBeGreaterThan(10);
    },
  );

  it("have the printed rates where they are printed", () => {
    const steps = (tokens: number): number => Math.round(tokens / run.tokensPerStep);
    const deepseek = preset("deepseek-v3", run);
    expect(deepseek(2000, 2.2e-4)).toBe(2.2e-4);
    expect(deepseek(steps(10e12) - 1, 2.2e-4)).toBe(2.2e-4);
    expect(deepseek(steps(14.3e12), 2.2e-4)).toBeCloseTo(2.2e-5, 18);
    expect(deepseek(steps(14.8e12), 2.2e-4)).toBeCloseTo(7.3e-6, 18);
    expect(preset("llama3-405b", run)(1_200_000, 8e-5)).toBeCloseTo(8e-7, 18);
    expect(preset("wrn-step", run)(60 * 500, 0.1)).toBeCloseTo(0.02, 15);
    expect(preset("sgdr-wrn", run)(10 * 500, 0.05)).toBe(0.05);
  });

  it("refuse an unknown name, with the likely one", () => {
    expect(() => preset("smolm3")).toThrow('preset: unknown name "smolm3", did you mean "smollm3"?');
  });
});

describe("recipes", () => {
  it("are what they are made of, and come back from it", () => {
    const schedule = parse({ wsd: { totalSteps: "100%", warmup: 500, cooldown: "20%" } });
    expect(schedule.spec.type).toBe("warmup");
    expect(parse(serialize(schedule)).spec).toEqual(schedule.spec);
    const bound = bind(schedule, { totalSteps: 10_000 });
    expect(bound.spec).toEqual(wsd({ totalSteps: 10_000, warmup: 500, cooldown: 2000 }).spec);
  });

  it("noam is the formula of the paper", () => {
    const schedule = noam({ warmup: 40, modelSize: 512 });
    for (const step of [0, 1, 38, 39, 40, 1000]) {
      const want = 512 ** -0.5 * Math.min((step + 1) ** -0.5, (step + 1) * 40 ** -1.5);
      expect(Math.abs(schedule(step) / want - 1)).toBeLessThan(1e-14);
    }
  });

  it("wsqd does not know its horizon before it cools down", () => {
    const [short, long] = [300, 3000].map((totalSteps) => wsqd({ totalSteps, every: 100, cooldown: 50 }));
    for (const step of [0, 100, 250]) expect(short!(step)).toBe(long!(step));
    expect([short!(300), long!(3000)]).toEqual([0, 0]);
  });

  it("a one-cycle's momentum is high where its rate is low", () => {
    const options = { totalSteps: 100, warmup: 30, threePhase: true } as const;
    const [rates, momenta] = [oneCycle(options), oneCycleMomentum(options)];
    expect([0, 30, 60, 100].map((step) => rates(step))).toEqual([0.04, 1, 0.04, 4e-6]);
    expect([0, 30, 60, 100].map((step) => momenta(step, 7))).toEqual([0.95, 0.85, 0.95, 0.95]);
  });

  it.each([
    [
      () => wsd({ totalSteps: 100, warmup: 50, cooldown: 50 }),
      "must leave at least one of the 100 steps, got 0",
    ],
    [
      () => bind(wsd({ totalSteps: "100%", warmup: 500, cooldown: "1%" }), { totalSteps: 100 }),
      "nothing is left of",
    ],
    [
      () => oneCycle({ totalSteps: 100, warmup: 100 }),
      "interpolate: at[2] must be above at[1] (100), got 100",
    ],
    [() => noam({ warmup: "5%", modelSize: 512 }), "with a modelSize warmup must be a number of updates"],
    [() => cosine({ steps: "5%" })(0), "bind(schedule, { totalSteps })"],
  ])("errors %#", (attempt, message) => {
    expect(attempt).toThrow(LehrError);
    expect(attempt).toThrow(message);
  });
});
