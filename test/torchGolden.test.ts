import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  ChainedScheduler,
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  fromTorchState,
  LambdaLR,
  LehrError,
  LinearLR,
  MultiplicativeLR,
  MultiStepLR,
  OneCycleLR,
  PolynomialLR,
  ReduceLROnPlateau,
  SequentialLR,
  StepLR,
  SWALR,
  toTorchState,
  type ParamGroup,
  type RecursiveState,
  type TorchScheduler,
  type TorchState,
} from "lehr";

type Group = ParamGroup & Record<string, unknown>;
type Args = Record<string, unknown> & { schedulers?: { scheduler: string; args: Args }[] };
type AnyScheduler = TorchScheduler | ReduceLROnPlateau;

interface Built {
  scheduler: string;
  args: Args;
  optimizer: string;
  groups: Group[];
  calls?: (number | null)[] | null;
  steps: number;
}

interface GoldenCase extends Built {
  id: number;
  metrics?: (number | string)[];
  tags: string[];
  lrs: number[][];
  momenta?: (number | null)[][];
  saved_at_step?: number;
  state: { step: number; state_dict: TorchState; optimizer_groups: Group[] };
  resume: { lrs: number[][] };
}

const golden = JSON.parse(readFileSync(new URL("golden/torch.json", import.meta.url), "utf8")) as {
  cases: GoldenCase[];
  errors: (Built & { message: string | null })[];
};

/** What Lehr does otherwise, on purpose: docs/pytorch.md says what and why. */
const OTHERWISE =
  /^quirk:(onecycle-extra-step|onecycle-overwrites-initial_lr|nested-composite|rel-negative-metric)$/;

const CLASSES: Record<string, unknown> = {
  ChainedScheduler,
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  LambdaLR,
  LinearLR,
  MultiplicativeLR,
  MultiStepLR,
  OneCycleLR,
  PolynomialLR,
  ReduceLROnPlateau,
  SequentialLR,
  StepLR,
  SWALR,
};

const FUNCTIONS: Record<string, (x: number) => number> = {
  "1": () => 1,
  "0.95**e": (e) => 0.95 ** e,
  "1/(1+e)": (e) => 1 / (1 + e),
  "0.5**(e//10)": (e) => 0.5 ** Math.floor(e / 10),
  "min(1,(e+1)/10)": (e) => Math.min(1, (e + 1) / 10),
  "max(0,1-e/50)": (e) => Math.max(0, 1 - e / 50),
  "1/sqrt(max(1,e))": (e) => 1 / Math.sqrt(Math.max(1, e)),
  "0.5*(1+cos(pi*min(e,40)/40))": (e) => 0.5 * (1 + Math.cos((Math.PI * Math.min(e, 40)) / 40)),
  "0.95": () => 0.95,
  "1/(1+0.01*e)": (e) => 1 / (1 + 0.01 * e),
  "e%10==0?0.5:1": (e) => (e % 10 === 0 ? 0.5 : 1),
  "1.01": () => 1.01,
  "0.5*(1+sin(x*pi/2))": (x) => 0.5 * (1 + Math.sin((x * Math.PI) / 2)),
  "0.999**x": (x) => 0.999 ** x,
  "1/(1+0.1*x)": (x) => 1 / (1 + 0.1 * x),
};

/** `T_max` is `tMax`, `step_size_up` is `stepSizeUp`. */
function camel(name: string): string {
  return name
    .replaceAll(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function optimizerOf(groups: readonly Group[], kind: string): { paramGroups: Group[] } {
  const fields = /^(SGD|RMSprop)$/.test(kind)
    ? { momentum: 0 }
    : /Ada[mMW]|[NR]Adam/.test(kind)
      ? { betas: [0.9, 0.999] }
      : {};
  const camelled = structuredClone(groups).map((group) =>
    Object.fromEntries(Object.entries({ ...fields, ...group }).map(([name, value]) => [camel(name), value])),
  );
  return { paramGroups: camelled as Group[] };
}

function build(name: string, args: Args, optimizer: { paramGroups: Group[] }): AnyScheduler {
  const option = ([key, value]: [string, unknown]): [string, unknown] => {
    if (key === "schedulers") {
      const children = value as NonNullable<Args["schedulers"]>;
      return [key, children.map((child) => build(child.scheduler, child.args, optimizer))];
    }
    if (!/lambda|scale_fn/.test(key)) return [camel(key), value];
    return [
      camel(key),
      Array.isArray(value) ? value.map((text: string) => FUNCTIONS[text]) : FUNCTIONS[value as string],
    ];
  };
  const Class = CLASSES[name] as typeof StepLR;
  return new Class(optimizer, Object.fromEntries(Object.entries(args).map(option)) as never);
}

const buildCase = ({ scheduler, args, groups, optimizer }: Built, own = optimizerOf(groups, optimizer)) =>
  build(scheduler, args, own);

function advance(one: GoldenCase, scheduler: AnyScheduler, step: number): void {
  if (one.metrics) (scheduler as ReduceLROnPlateau).step(Number(one.metrics[step]));
  else (scheduler as TorchScheduler).step(one.calls?.[step] ?? undefined);
}

/** PyTorch multiplies from step to step, Lehr computes each rate anew: they agree to rounding. */
function expectClose(got: readonly number[], want: readonly (number | null)[]): void {
  want.forEach((value, group) => {
    if (value === null) return;
    expect(Math.abs(got[group]! - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value) + 1e-15);
  });
}

const momentaOf = (scheduler: AnyScheduler): number[] =>
  scheduler.optimizer.paramGroups.map((group) => group.betas?.[0] ?? group.momentum ?? 0);

const cases = golden.cases.filter(({ tags }) => !tags.some((tag) => OTHERWISE.test(tag)));
const fromTheStart = cases.filter(({ tags }) => !tags.includes("last_epoch"));
const titled = (list: readonly GoldenCase[]) =>
  list.map((one) => [`${one.scheduler} ${one.id} ${one.tags.join(" ")}`, one] as const);

describe.each(titled(fromTheStart))("%s", (_, one) => {
  it("has PyTorch's rates and momenta, before, at and past its end", () => {
    const scheduler = buildCase(one);
    for (let step = 0; step <= one.steps; step++) {
      if (step > 0) advance(one, scheduler, step - 1);
      expectClose(scheduler.getLastLR(), one.lrs[step]!);
      if (one.momenta) expectClose(momentaOf(scheduler), one.momenta[step]!);
    }
  });

  it.each(["build first", "load first"])("goes on with PyTorch's rates after a resume: %s", (order) => {
    const scheduler = buildCase(one);
    for (let step = 0; step < one.state.step; step++) advance(one, scheduler, step);
    const saved = JSON.stringify({ state: scheduler.stateDict(), groups: scheduler.optimizer.paramGroups });

    const loaded = JSON.parse(saved) as { state: never; groups: Group[] };
    const own =
      order === "load first" ? { paramGroups: loaded.groups } : optimizerOf(one.groups, one.optimizer);
    const resumed = buildCase(one, own);
    if (order === "build first")
      own.paramGroups.forEach((group, at) => Object.assign(group, loaded.groups[at]));
    resumed.loadStateDict(loaded.state);
    one.resume.lrs.forEach((want, index) => {
      if (index > 0) advance(one, resumed, one.state.step + index - 1);
      expectClose(resumed.getLastLR(), want);
    });
  });

  it("goes on from the state that PyTorch saved", () => {
    const own = optimizerOf(one.groups, one.optimizer);
    const scheduler = buildCase(one, own);
    const saved = optimizerOf(one.state.optimizer_groups, one.optimizer).paramGroups;
    own.paramGroups.forEach((group, at) => Object.assign(group, saved[at]));
    scheduler.loadStateDict(
      fromTorchState(one.state.state_dict, scheduler as never) as RecursiveState & never,
    );
    one.resume.lrs.forEach((want, index) => {
      if (index > 0) advance(one, scheduler, one.state.step + index - 1);
      expectClose(scheduler.getLastLR(), want);
    });
  });

  // PyTorch counts calls besides epochs, which only matters to those that jump.
  it.skipIf(one.calls)("writes the state that PyTorch writes", () => {
    const scheduler = buildCase(one);
    for (let step = 0; step < one.state.step; step++) advance(one, scheduler, step);
    const state = JSON.parse(JSON.stringify(toTorchState(scheduler))) as TorchState;
    expectClose(state["_last_lr"] as number[], one.state.state_dict["_last_lr"] as number[]);
    expect(withoutRates(state)).toEqual(withoutRates(one.state.state_dict));
  });

  it.skipIf(one.calls || one.metrics || one.scheduler === "ChainedScheduler")(
    "goes on exactly where lastEpoch says",
    () => {
      const whole = buildCase(one) as TorchScheduler;
      for (let step = 0; step < one.state.step; step++) whole.step();
      const groups = structuredClone(whole.optimizer.paramGroups) as Group[];
      const args = { ...one.args, last_epoch: one.state.step - 1 };
      const resumed = buildCase({ ...one, args }, { paramGroups: groups }) as TorchScheduler;
      for (let step = 0; step < 5; step++) {
        expectClose(resumed.getLastLR(), whole.getLastLR());
        expectClose(momentaOf(resumed), momentaOf(whole));
        whole.step();
        resumed.step();
      }
    },
  );
});

function withoutRates(state: unknown): unknown {
  if (Array.isArray(state)) return state.map(withoutRates);
  if (typeof state !== "object" || state === null) return state;
  const kept = Object.entries(state).filter(([name]) => name !== "_last_lr");
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutRates(value)]));
}

const endings = cases.filter(({ tags }) => tags.includes("last_epoch=k-1"));

it.each(titled(endings))("%s continues the run that saved its groups", (_, one) => {
  const at = one.saved_at_step!;
  const { last_epoch: _done, ...args } = one.args;
  const fresh = one.groups.map(({ initial_lr, ...group }) => ({ ...group, lr: initial_lr as number }));
  const whole = buildCase({ ...one, args, groups: fresh as Group[] }) as TorchScheduler;
  for (let step = 0; step < at; step++) whole.step();
  const resumed = buildCase({ ...one, args: { ...args, last_epoch: at - 1 } }) as TorchScheduler;
  for (let step = 0; step < 12; step++) {
    expectClose(resumed.getLastLR(), whole.getLastLR());
    whole.step();
    resumed.step();
  }
});

describe("what PyTorch refuses, now or at a later step, the constructor refuses", () => {
  /** What works: holding after the end of a cycle, composites in composites, and 10.0, which is 10. */
  const works = (one: Built & { message: string | null }): boolean =>
    /Tried to step|got 10\.0/.test(one.message ?? "") ||
    (one.scheduler === "SequentialLR" && one.message === "");

  it.each(golden.errors.map((one) => [`${one.scheduler} ${JSON.stringify(one.args)}`, one] as const))(
    "%s",
    (_, one) => {
      const attempt = (): void => {
        const scheduler = buildCase(one) as TorchScheduler;
        for (const call of one.calls ?? []) scheduler.step(call ?? undefined);
        for (let step = 0; step < one.steps; step++) scheduler.step();
      };
      if (works(one)) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(LehrError);
    },
  );
});
