import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  LehrError,
  type ParamGroup,
  type TorchScheduler,
} from "lehr";

interface GoldenCase {
  id: number;
  scheduler: "CosineAnnealingLR" | "CosineAnnealingWarmRestarts";
  args: Record<string, number>;
  groups: { lr: number }[];
  steps: number;
  calls?: (number | null)[];
  tags: string[];
  lrs: number[][];
  stateStep: number;
  resume: { lrs: number[][] };
}

const golden = JSON.parse(readFileSync(new URL("golden/torch-cosine.json", import.meta.url), "utf8")) as {
  cases: GoldenCase[];
  errors: {
    scheduler: GoldenCase["scheduler"];
    args: Record<string, never>;
    groups: ParamGroup[];
    calls: number[] | null;
  }[];
};

function build(
  name: GoldenCase["scheduler"],
  args: Record<string, number>,
  groups: ParamGroup[],
): TorchScheduler {
  const { T_max: tMax, T_0: t0, T_mult: tMult, eta_min: etaMin, last_epoch: lastEpoch } = args;
  const options = Object.fromEntries(
    Object.entries({ tMax, t0, tMult, etaMin, lastEpoch }).filter(([, value]) => value !== undefined),
  );
  const Class = { CosineAnnealingLR, CosineAnnealingWarmRestarts }[name];
  return new Class({ paramGroups: groups }, options as never);
}

function advance(scheduler: TorchScheduler, call: number | null | undefined): void {
  scheduler.step(call ?? undefined);
}

/** PyTorch multiplies from step to step, Lehr computes each rate anew: they agree to rounding. */
function expectClose(got: readonly number[], want: readonly number[]): void {
  want.forEach((rate, group) => {
    expect(Math.abs(got[group]! - rate)).toBeLessThanOrEqual(1e-12 * Math.abs(rate) + 1e-15);
  });
}

describe.each(
  golden.cases.map((one) => [`${one.scheduler} ${JSON.stringify(one.args)} (${one.id})`, one] as const),
)("%s", (_, one) => {
  it("has PyTorch's rates, before, at and past its end", () => {
    const scheduler = build(one.scheduler, one.args, structuredClone(one.groups));
    expectClose(scheduler.getLastLR(), one.lrs[0]!);
    for (let step = 1; step <= one.steps; step++) {
      advance(scheduler, one.calls?.[step - 1]);
      expectClose(scheduler.getLastLR(), one.lrs[step]!);
    }
  });

  it.each(["build first", "load first"])("goes on with PyTorch's rates after a resume: %s", (order) => {
    const scheduler = build(one.scheduler, one.args, structuredClone(one.groups));
    for (let step = 0; step < one.stateStep; step++) advance(scheduler, one.calls?.[step]);
    const saved = JSON.stringify({
      scheduler: scheduler.stateDict(),
      groups: scheduler.optimizer.paramGroups,
    });

    const loaded = JSON.parse(saved) as { scheduler: never; groups: ParamGroup[] };
    const groups: ParamGroup[] = order === "load first" ? loaded.groups : structuredClone(one.groups);
    const resumed = build(one.scheduler, one.args, groups);
    if (order === "build first") groups.forEach((group, index) => Object.assign(group, loaded.groups[index]));
    resumed.loadStateDict(loaded.scheduler);
    one.resume.lrs.forEach((want, index) => {
      if (index > 0) advance(resumed, one.calls?.[one.stateStep + index - 1]);
      expectClose(resumed.getLastLR(), want);
    });
  });

  it.skipIf(one.calls)("goes on exactly where lastEpoch says", () => {
    const whole = build(one.scheduler, one.args, structuredClone(one.groups));
    for (let step = 0; step < one.stateStep; step++) whole.step();
    const groups = structuredClone(whole.optimizer.paramGroups) as ParamGroup[];
    const resumed = build(one.scheduler, { ...one.args, last_epoch: one.stateStep - 1 }, groups);
    for (let step = 0; step < 5; step++) {
      expect(resumed.getLastLR()).toEqual(whole.getLastLR());
      whole.step();
      resumed.step();
    }
  });
});

describe("what PyTorch refuses, now or at a later step, the constructor refuses", () => {
  it.each(golden.errors.map((one) => [`${one.scheduler} ${JSON.stringify(one.args)}`, one] as const))(
    "%s",
    (_, one) => {
      const attempt = (): void => {
        const scheduler = build(one.scheduler, one.args, structuredClone(one.groups));
        for (const call of one.calls ?? []) scheduler.step(call);
      };
      expect(attempt).toThrow(LehrError);
    },
  );
});
