/** The metric rules against Keras', Optax' and Hugging Face's own numbers, and their laws. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constant, greedy, parseRule, plan, plateau, replay, Scheduler, type MetricRule } from "lehr";

interface GoldenCase {
  framework: "keras" | "optax" | "transformers";
  args: Record<string, number> & { mode: "min" | "max"; threshold_mode: "rel" | "abs"; smooth: boolean };
  metrics: number[];
  lrs: number[];
}

const { cases } = JSON.parse(readFileSync(new URL("golden/metric-rules.json", import.meta.url), "utf8")) as {
  cases: GoldenCase[];
};

function ruleOf({ framework, args }: GoldenCase): MetricRule {
  const { mode, factor = 1, patience = 0, cooldown = 0, lr = 1 } = args;
  if (framework === "keras") {
    const threshold = args["min_delta"]!;
    const min = args["min_lr"]! / lr;
    return plateau({
      mode,
      factor,
      patience,
      cooldown,
      threshold,
      thresholdMode: "abs",
      min,
      counts: "keras",
    });
  }
  if (framework === "optax") {
    const absolute = args["atol"]! > 0;
    return plateau({
      factor,
      cooldown,
      // Optax cuts at the last of `patience` bad values, PyTorch at the one after.
      patience: patience - 1,
      threshold: absolute ? args["atol"]! : args["rtol"]!,
      thresholdMode: absolute ? "abs" : "rel",
      min: args["min_scale"]!,
    });
  }
  return greedy({
    mode,
    factor,
    patience,
    cooldown,
    warmup: args["warmup"]!,
    threshold: args["threshold"]!,
    thresholdMode: args.threshold_mode,
    min: args["min_lr"]! / lr,
    max: args["max_lr"]! / lr,
    window: args.smooth ? args["window_size"]! : 1,
    reset: args["reset_start"]!,
  });
}

describe("the numbers of the frameworks", () => {
  it.each(cases.map((one, index) => [`${one.framework} ${index}`, one] as const))("%s", (_, one) => {
    const every = one.args["accumulation_size"] ?? 1;
    const means = one.metrics.flatMap((_metric, index) => {
      if ((index + 1) % every !== 0) return [];
      const some = one.metrics.slice(index + 1 - every, index + 1);
      return [some.reduce((sum, metric) => sum + metric, 0) / every];
    });
    const factors = replay(ruleOf(one), means);
    means.forEach((_mean, index) => {
      const want = one.lrs[(index + 1) * every - 1]!;
      const got = factors[index]! * (one.args["lr"] ?? 1);
      expect(Math.abs(got / want - 1)).toBeLessThan(1e-12);
    });
  });
});

const metric = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: -3, max: 3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
);
const shared = {
  mode: fc.constantFrom("min" as const, "max" as const),
  factor: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  patience: fc.integer({ min: 0, max: 4 }),
  cooldown: fc.integer({ min: 0, max: 4 }),
  threshold: fc.double({ min: 0, max: 0.5, noNaN: true }),
  thresholdMode: fc.constantFrom("rel" as const, "abs" as const),
  min: fc.double({ min: 0, max: 1, noNaN: true }),
  from: fc.integer({ min: 0, max: 5 }),
};
const anyRule: fc.Arbitrary<MetricRule> = fc.oneof(
  fc.record({ ...shared, counts: fc.constantFrom("torch" as const, "keras" as const) }).map(plateau),
  fc
    .record({
      ...shared,
      warmup: fc.integer({ min: 0, max: 4 }),
      window: fc.integer({ min: 1, max: 4 }),
      reset: fc.integer({ min: 1, max: 3 }),
      max: fc.double({ min: 1, max: 5, noNaN: true }),
    })
    .map(greedy),
);
const RUNS = { numRuns: 10_000 };

describe("the laws of metric rules", () => {
  it("a run that is saved as JSON between any two observations goes on as if it had not been", () => {
    fc.assert(
      fc.property(anyRule, fc.array(metric, { maxLength: 30 }), fc.nat(30), (rule, metrics, at) => {
        const whole = replay(rule, metrics);
        let state = rule.initial;
        metrics.forEach((one, step) => {
          if (step === at) state = JSON.parse(JSON.stringify(state)) as never;
          const again = step === at ? parseRule(JSON.parse(JSON.stringify(rule.spec))) : rule;
          state = again.observe(state, one, step);
          expect(state.factor).toBe(whole[step]);
        });
      }),
      RUNS,
    );
  });

  it("stays between its floor and its ceiling; a plateau never rises", () => {
    fc.assert(
      fc.property(anyRule, fc.array(metric, { maxLength: 30 }), (rule, metrics) => {
        const { min, max = 1 } = rule.spec as unknown as { min: number; max?: number };
        let before = 1;
        for (const factor of replay(rule, metrics)) {
          expect(factor).toBeGreaterThanOrEqual(Math.min(1, min));
          expect(factor).toBeLessThanOrEqual(max);
          if (rule.spec.type === "plateau") expect(factor).toBeLessThanOrEqual(before);
          before = factor;
        }
      }),
      RUNS,
    );
  });

  it("max is min of the opposite metric, on both sides of zero", () => {
    fc.assert(
      fc.property(fc.record(shared), fc.array(metric, { maxLength: 30 }), (options, metrics) => {
        const down = replay(plateau({ ...options, mode: "min" }), metrics);
        const up = replay(
          plateau({ ...options, mode: "max" }),
          metrics.map((one) => -one),
        );
        expect(up).toEqual(down);
      }),
      RUNS,
    );
  });

  it("a scheduler does what the replay of its log says", () => {
    fc.assert(
      fc.property(anyRule, fc.array(metric, { maxLength: 20 }), (rule, metrics) => {
        const scheduler = new Scheduler({ paramGroups: [{ lr: 0.1 }] }, plan({ lr: constant(), rule }));
        const seen = metrics.map((one) => {
          scheduler.observe(one);
          scheduler.step();
          return scheduler.next[0]!;
        });
        expect(seen).toEqual(replay(rule, metrics).map((factor) => 0.1 * factor));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("plateau", () => {
  it("counts patience as PyTorch does, or as Keras does, one observation earlier", () => {
    const flat = [1, 1, 1, 1, 1];
    expect(replay(plateau({ factor: 0.5, patience: 2 }), flat)).toEqual([1, 1, 1, 0.5, 0.5]);
    expect(replay(plateau({ factor: 0.5, patience: 2, counts: "keras" }), flat)).toEqual([
      1, 1, 0.5, 0.5, 0.25,
    ]);
  });

  it("does not take a negative metric that grows worse for progress", () => {
    // best·(1 − threshold) would be −0.99: PyTorch calls −0.995 better than −1.
    const rule = plateau({ factor: 0.5, patience: 0, threshold: 0.01 });
    expect(replay(rule, [-1, -0.995])).toEqual([1, 0.5]);
  });

  it("waits until the step it is told to begin at", () => {
    const rule = plateau({ factor: 0.5, patience: 0, from: 100 });
    const log = [10, 50, 100, 110].map((step) => ({ step, metric: 1 }));
    expect(replay(rule, log)).toEqual([1, 1, 1, 0.5]);
  });

  it.each([
    [() => plateau({ factor: 1 }), "plateau: factor must be between 0 and 1, got 1"],
    [() => plateau({ patience: -1 }), "plateau: patience must be a whole number ≥ 0, got -1"],
    [() => plateau({ mode: "avg" as never }), 'plateau: mode must be one of min, max, got "avg"'],
    [() => plateau({ counts: "optax" as never }), 'plateau: counts must be one of torch, keras, got "optax"'],
    [() => plateau({ threshold: NaN }), "plateau: threshold must be a finite number ≥ 0, got NaN"],
    [() => greedy({ min: 2, max: 1 }), "greedy: min must not be above max, got 2 > 1"],
    [() => greedy({ window: 0 }), "greedy: window must be a finite number above 0, got 0"],
    [() => parseRule({ type: "plateu" }), 'rule.type: unknown rule "plateu", did you mean "plateau"?'],
    [() => parseRule({ type: "plateau", patince: 3 }), 'rule.patince: unknown key, did you mean "patience"?'],
  ])("refuses nonsense %#", (attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
