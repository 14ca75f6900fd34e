import { describe, expect, it } from "vitest";
import {
  bind,
  clamp,
  constant,
  cooldown,
  cosine,
  cosineAnnealingLR,
  cyclic,
  define,
  exponential,
  inverseSqrt,
  linear,
  lint,
  milestones,
  multiStepLR,
  oneCycle,
  parse,
  preset,
  presets,
  product,
  restarts,
  sequence,
  stepDecay,
  warmup,
  wsd,
  type Schedule,
} from "../index.js";

const codes = (schedule: Schedule, totalSteps: number, stepsPerEpoch?: number): string[] =>
  lint(schedule, { totalSteps, ...(stepsPerEpoch && { stepsPerEpoch }) }).map(({ code }) => code);

const warm = { steps: 100, start: 0.01 };

describe("lint finds", () => {
  it.each<[string, Schedule, number, number?]>([
    ["zero-first-update", warmup(constant(), { steps: 10 }), 100],
    ["zero-first-update", linear({ steps: 100, start: 0, end: 1 }), 100],
    ["jump-at-hand-over", sequence(linear({ steps: 10, start: 0.1, end: 0.9 }), cosine({ steps: 90 })), 100],
    ["jump-at-hand-over", sequence(constant({ steps: 10 }), cosine({ steps: 90, start: 0.9 })), 100],
    ["peak-never-reached", product(cosine({ steps: 100 }), linear({ steps: 20, start: 0.01, end: 1 })), 100],
    ["warmup-longer-than-run", warmup(cosine({ steps: 900 }), warm), 100],
    ["rises-after-end", cosineAnnealingLR({ tMax: 100 }), 200],
    ["ends-before-run", warmup(cosine({ steps: 100 }), warm), 400],
    ["ends-after-run", warmup(cosine({ steps: 500 }), warm), 400],
    ["short-cooldown", cooldown(constant({ steps: 980 }), { steps: 20 }), 1000],
    [
      "jump-at-hand-over",
      sequence(
        sequence(linear({ steps: 10, start: 0.1, end: 1 }), cosine({ steps: 100 })),
        linear({ steps: 100 }),
      ),
      210,
    ],
    ["high-floor", clamp(cosine({ steps: 20_000 }), { min: 0.2 }), 20_000],
    ["ends-after-run", multiStepLR({ milestones: [30, 60, 120] }), 90],
    ["high-floor", cosine({ steps: 20_000, end: 0.1 }), 20_000],
    ["fraction-as-count", cosineAnnealingLR({ tMax: 0.5 }), 100],
    ["epochs-as-steps", cosineAnnealingLR({ tMax: 90 }), 9000, 100],
    ["epochs-as-steps", warmup(cosine({ steps: 85 }), { steps: 5, start: 0.1 }), 9000, 100],
  ])("%s %#", (code, schedule, totalSteps, stepsPerEpoch) => {
    expect(codes(schedule, totalSteps, stepsPerEpoch)).toEqual([code]);
  });
});

describe("lint says nothing about ordinary good schedules", () => {
  it.each<[string, Schedule, number]>([
    ["constant", constant(), 1000],
    ["constant after a warmup", warmup(constant(), warm), 1000],
    ["a warmup that is all there is", linear({ steps: 100, start: 0.1, end: 1 }), 1000],
    ["cosine", cosine({ steps: 1000 }), 1000],
    ["cosine to a tenth in a short run", warmup(cosine({ steps: 900, end: 0.1 }), warm), 1000],
    ["cosine to a twentieth in a long run", cosine({ steps: 50_000, end: 0.05 }), 50_000],
    ["linear to zero", warmup(linear({ steps: 900 }), warm), 1000],
    ["one step of rounding", cosine({ steps: 999 }), 1000],
    ["PyTorch's cosine of the right length", cosineAnnealingLR({ tMax: 1000 }), 1000],
    ["warmup, hold, cooldown", wsd({ totalSteps: 1000, warmup: 50, start: 0.01, cooldown: 200 }), 1000],
    ["a cooldown of a tenth", cooldown(warmup(constant({ steps: 800 }), warm), { steps: 100 }), 1000],
    ["stairs", stepDecay({ every: 300, factor: 0.1 }), 1000],
    ["restarts by hand", sequence(cosine({ steps: 500 }), cosine({ steps: 500 })), 1000],
    [
      "stairs in a long run",
      clamp(milestones({ at: [9000], factor: 0.2, steps: 20_000 }), { min: 0.1 }),
      20_000,
    ],
    ["milestones", milestones({ at: [300, 600], factor: 0.1 }), 1000],
    ["warm restarts", restarts(cosine({ steps: 100 }), { cycles: 10 }), 1000],
    [
      "warm restarts with warmups",
      restarts(warmup(cosine({ steps: 90 }), { steps: 10, start: 0.1 }), { cycles: 10 }),
      1000,
    ],
    ["one cycle", oneCycle({ totalSteps: 1000 }), 1000],
    ["cycles", cyclic({ start: 0.1, rise: 100 }), 1000],
    ["inverse square root", warmup(inverseSqrt({ every: 100 }), warm), 100_000],
    ["exponential", exponential({ steps: 1000, end: 0.01 }), 1000],
    ["two decays multiplied", product(cosine({ steps: 1000 }), linear({ steps: 1000, end: 0.5 })), 1000],
    [
      "a decay that is multiplied with cycles",
      product(
        restarts(linear({ steps: 50, start: 0.1, end: 1 }), { cycles: 20 }),
        exponential({ steps: 1000, end: 0.5 }),
      ),
      1000,
    ],
    ["a clamped decay", clamp(cosine({ steps: 1000 }), { min: 0.01 }), 1000],
    [
      "somebody's own",
      define(
        { spec: { type: "mine" }, steps: 10, phases: [{ name: "hold", start: 0, steps: 10 }] },
        (_, base) => base,
      ),
      1000,
    ],
  ])("%s", (_, schedule, totalSteps) => {
    expect(lint(schedule, { totalSteps })).toEqual([]);
  });

  it.each(presets.map(({ name, spec }) => [name, spec] as const))("the published recipe %s", (_, spec) => {
    const run = { totalSteps: 78_200, stepsPerEpoch: 391, tokensPerStep: 4e6, samplesPerStep: 128 };
    const { steps } = parse(bind(spec, run));
    const totalSteps = Math.round(steps);
    // Published warmups do begin at 0, and that is a finding.
    const found = codes(parse(bind(spec, { ...run, totalSteps })), totalSteps);
    expect(found.filter((code) => code !== "zero-first-update")).toEqual([]);
  });
});

describe("lint binds lengths with units to the run that it is told", () => {
  it("a published recipe", () => {
    const schedule = preset("smollm3");
    const run = { totalSteps: 100_000, tokensPerStep: 4e6 };
    expect(lint(schedule, run)).toEqual(lint(bind(schedule, run), run));
  });

  it("and says what it has not been told", () => {
    expect(() => lint(cosine({ steps: "5ep" }), { totalSteps: 1000 })).toThrow(
      "lint: schedule.steps: this run has no epochs to count; of totalSteps, stepsPerEpoch, tokensPerStep and samplesPerStep it says totalSteps",
    );
  });
});

describe("a fix", () => {
  it.each<[Schedule, number, string]>([
    [warmup(cosine({ steps: 90 }), { steps: 10 }), 100, "zero-first-update"],
    [cosineAnnealingLR({ tMax: 100 }), 200, "rises-after-end"],
    [cosine({ steps: 100 }), 200, "ends-before-run"],
    [
      warmup(sequence(constant({ steps: 50 }), linear({ steps: 40 })), { steps: 10, start: 0.1 }),
      200,
      "ends-before-run",
    ],
    [warmup(cosine({ steps: 300 }), { steps: 10, start: 0.1 }), 200, "ends-after-run"],
    [cosineAnnealingLR({ tMax: 0.25 }), 100, "fraction-as-count"],
  ])("that is a spec mends what it is about %#", (schedule, totalSteps, code) => {
    const finding = lint(schedule, { totalSteps }).find((one) => one.code === code)!;
    const mended = parse(finding.fix.spec);
    expect(lint(mended, { totalSteps }).map((one) => one.code)).not.toContain(code);
    expect(finding.message).toBe(`${finding.why}; ${finding.fix.advice}`);
  });

  it("does not shorten milestones, which have no length", () => {
    const [finding] = lint(multiStepLR({ milestones: [30, 60, 120] }), { totalSteps: 90 });
    expect(finding!.fix.advice).toBe(
      "milestones from step 90 on are never reached: put them earlier, or leave them out",
    );
  });

  it("that would not help is advice only", () => {
    // Two hundred steps cannot be taken from a last piece of ten.
    const schedule = sequence(linear({ steps: 300, end: 0.5 }), linear({ steps: 10, start: 0.5 }));
    const [finding] = lint(schedule, { totalSteps: 100 });
    expect(finding).toMatchObject({ code: "ends-after-run" });
    expect(finding!.fix.spec).toBeUndefined();
  });
});
