import { describe, expect, it } from "vitest";
import {
  ChainedScheduler,
  ConstantLR,
  constantLR,
  CosineAnnealingLR,
  CyclicLR,
  ExponentialLR,
  exponentialLR,
  fromTorchState,
  LambdaLR,
  LehrError,
  LinearLR,
  MultiplicativeLR,
  OneCycleLR,
  parse,
  ReduceLROnPlateau,
  SequentialLR,
  serialize,
  StepLR,
  SWALR,
  toTorchState,
  type ParamGroup,
  type TorchScheduler,
} from "../../index.js";

const optimizerOf = (...lrs: number[]): { paramGroups: ParamGroup[] } => ({
  paramGroups: lrs.map((lr) => ({ lr, momentum: 0.9 })),
});

/** The rates of the first group, from now on. */
function rates(scheduler: TorchScheduler, count: number): number[] {
  return Array.from({ length: count }, (_, step) => {
    if (step > 0) scheduler.step();
    return scheduler.getLastLR()[0]!;
  });
}

describe("composites mean the same at any place and depth", () => {
  it("a sequence inside a sequence is the sequence of its parts, first or last", () => {
    const flat = optimizerOf(0.4);
    const want = rates(
      new SequentialLR(flat, {
        schedulers: [
          new ConstantLR(flat, { factor: 0.5, totalIters: 9 }),
          new LinearLR(flat, { startFactor: 0.25, totalIters: 3 }),
          new ExponentialLR(flat, { gamma: 0.5 }),
        ],
        milestones: [2, 5],
      }),
      12,
    );
    for (const nestedFirst of [true, false]) {
      const optimizer = optimizerOf(0.4);
      const constant = new ConstantLR(optimizer, { factor: 0.5, totalIters: 9 });
      const linear = new LinearLR(optimizer, { startFactor: 0.25, totalIters: 3 });
      const exponential = new ExponentialLR(optimizer, { gamma: 0.5 });
      const inner = nestedFirst
        ? new SequentialLR(optimizer, { schedulers: [constant, linear], milestones: [2] })
        : new SequentialLR(optimizer, { schedulers: [linear, exponential], milestones: [3] });
      const schedulers = nestedFirst ? [inner, exponential] : [constant, inner];
      const outer = new SequentialLR(optimizer, { schedulers, milestones: [nestedFirst ? 5 : 2] });
      expect(rates(outer, 12)).toEqual(want);
    }
  });

  it("a chain may be a later part, where PyTorch fails in the middle of training", () => {
    const optimizer = optimizerOf(0.4);
    const chain = new ChainedScheduler(optimizer, {
      schedulers: [
        new ConstantLR(optimizer, { factor: 0.5, totalIters: 2 }),
        new ExponentialLR(optimizer, { gamma: 0.5 }),
      ],
    });
    const schedulers = [new ConstantLR(optimizer, { factor: 0.25, totalIters: 9 }), chain];
    const scheduler = new SequentialLR(optimizer, { schedulers, milestones: [2] });
    expect(rates(scheduler, 6)).toEqual([0.1, 0.1, 0.2, 0.1, 0.1, 0.05]);
  });

  it("what is previewed is what is written, for every group", () => {
    const optimizer = optimizerOf(0.4, 0.1);
    const schedulers = [
      new MultiplicativeLR(optimizer, { lrLambda: [() => 0.5, () => 0.25] }),
      new SWALR(optimizer, { swaLr: [0.05, 0.01], annealEpochs: 3 }),
    ];
    const scheduler = new SequentialLR(optimizer, { schedulers, milestones: [2] });
    const [first, second] = [scheduler.scheduleOf(0), scheduler.scheduleOf(1)];
    for (let step = 0; step < 8; step++) {
      expect(scheduler.getLastLR()).toEqual([first(step, 0.4), second(step, 0.1)]);
      scheduler.step();
    }
    expect(scheduler.getLastLR()).toEqual([0.05, 0.01]);
  });

  it("a chain goes on from the rate that stands there, and its state holds it", () => {
    const optimizer = optimizerOf(0.4);
    const schedulers = [new ExponentialLR(optimizer, { gamma: 0.5 })];
    const scheduler = new ChainedScheduler(optimizer, { schedulers });
    optimizer.paramGroups[0]!.lr = 0.8;
    scheduler.step();
    expect(scheduler.stateDict()).toMatchObject({ step: 1, rates: [0.4] });
    scheduler.seek(1);
    expect(scheduler.getLastLR()).toEqual([0.2]);
    expect(() => scheduler.step(3 as never)).toThrow("step takes no epoch");
  });

  it("SWALR begins at the rate of its first step, whatever drove the group before", () => {
    const optimizer = optimizerOf(0.4);
    const decay = new CosineAnnealingLR(optimizer, { tMax: 4 });
    const average = new SWALR(optimizer, { swaLr: 0.05, annealEpochs: 2, annealStrategy: "linear" });
    for (let step = 0; step < 2; step++) decay.step();
    expect(optimizer.paramGroups[0]!.lr).toBeCloseTo(0.2, 15);
    expect(rates(average, 4).map((rate) => rate.toFixed(3))).toEqual(["0.200", "0.125", "0.050", "0.050"]);
  });

  it.each([
    [[], [], "at least one scheduler"],
    [["ReduceLROnPlateau"], [], "must be a scheduler that steps without a metric, got ReduceLROnPlateau"],
    [["other"], [], "schedulers[0] was built on another optimizer"],
    [["mine"], [3], "milestones must be one fewer than the schedulers, got 1 for 1 schedulers"],
    [["mine", "mine", "mine"], [5, 2], "milestones must be whole numbers ≥ 0 in order, got [5,2]"],
  ])("refuses %j at %j", (names, milestones, message) => {
    const optimizer = optimizerOf(0.4);
    const make: Record<string, () => unknown> = {
      mine: () => new StepLR(optimizer, { stepSize: 2 }),
      other: () => new StepLR(optimizerOf(0.4), { stepSize: 2 }),
      ReduceLROnPlateau: () => new ReduceLROnPlateau(optimizer),
    };
    const schedulers = names.map((name) => make[name]!()) as TorchScheduler[];
    expect(() => new SequentialLR(optimizer, { schedulers, milestones })).toThrow(message);
  });
});

describe("groups", () => {
  it("have their own rates and momenta, and one that is added later follows the last", () => {
    const optimizer = optimizerOf(0.1, 0.1);
    const scheduler = new OneCycleLR(optimizer, { maxLr: [0.5, 0.25], totalSteps: 10 });
    scheduler.step();
    optimizer.paramGroups.push({ lr: 1, betas: [0.9, 0.999] });
    scheduler.step();
    expect(scheduler.getLastLR()).toEqual([0.5, 0.25, 0.25]);
    expect(optimizer.paramGroups[0]!.momentum).toBe(0.85);
    expect(optimizer.paramGroups[2]!.betas).toEqual([0.85, 0.999]);
  });

  it("keep their momentum until the scheduler that cycles it is at work", () => {
    const optimizer = optimizerOf(0.1);
    const cycle = new CyclicLR(optimizer, { baseLr: 0.1, maxLr: 0.5, stepSizeUp: 2 });
    const schedulers = [new StepLR(optimizer, { stepSize: 5 }), cycle];
    const scheduler = new SequentialLR(optimizer, { schedulers, milestones: [2] });
    optimizer.paramGroups[0]!.momentum = 0.5;
    scheduler.step();
    expect(optimizer.paramGroups[0]!.momentum).toBe(0.5);
    scheduler.step();
    expect(optimizer.paramGroups[0]!.momentum).toBe(0.9);
  });

  it("of another OneCycleLR are refused with lastEpoch", () => {
    const optimizer = optimizerOf(0.1);
    const first = new OneCycleLR(optimizer, { maxLr: 0.5, totalSteps: 10 });
    expect(first.getLastLR()).toEqual([0.02]);
    const again = (maxLr: number): TorchScheduler =>
      new OneCycleLR(optimizer, { maxLr, totalSteps: 10, lastEpoch: 1 });
    expect(() => again(0.6)).toThrow("paramGroups[0].maxLr must be 0.6 when lastEpoch is 1, got 0.5");
    expect(again(0.5).getLastLR()).toEqual([0.5]);
  });
});

it.each([undefined, null, {}, { paramGroups: [] }, { paramGroups: [{ lr: NaN }] }])(
  "the optimizer %j is refused by every class",
  (optimizer) => {
    const bad = optimizer as never;
    for (const build of [
      () => new OneCycleLR(bad, { maxLr: [0.5], totalSteps: 10 }),
      () => new CyclicLR(bad, { baseLr: 0.1, maxLr: 0.5 }),
      () => new LambdaLR(bad, { lrLambda: () => 1 }),
      () => new SWALR(bad, { swaLr: 0.1 }),
      () => new StepLR(bad, { stepSize: 2, lastEpoch: 3 }),
      () => new ReduceLROnPlateau(bad),
    ]) {
      expect(build).toThrow(/paramGroups/);
      expect(build).toThrow(LehrError);
    }
  },
);

it("lastEpoch is an epoch, or −1 for none", () => {
  expect(() => new StepLR(optimizerOf(0.1), { stepSize: 2, lastEpoch: -2 })).toThrow(
    "StepLR: lastEpoch must be a finite number ≥ 0, got -2",
  );
});

describe("specs", () => {
  it.each([
    { type: "StepLR", stepSize: 3, gamma: 0.5 },
    { type: "OneCycleLR", maxLr: 0.1, totalSteps: 20 },
    { type: "CyclicLR", baseLr: 0.1, maxLr: 0.5, stepSizeUp: 3, mode: "exp_range", gamma: 0.9 },
    {
      type: "SequentialLR",
      schedulers: [
        { LinearLR: { totalIters: 3 } },
        {
          ChainedScheduler: { schedulers: [{ StepLR: { stepSize: 2 } }, { CosineAnnealingLR: { tMax: 5 } }] },
        },
        { SWALR: { swaLr: 0.05 } },
      ],
      milestones: [3, 9],
    },
  ])("name PyTorch's schedules, and come back: %j", (spec) => {
    const schedule = parse(spec);
    const again = parse(serialize(schedule));
    expect(again.spec).toEqual(schedule.spec);
    for (let step = 0; step < 25; step++) expect(again(step, 0.4)).toBe(schedule(step, 0.4));
  });

  it("cannot hold a function, and say so", () => {
    const scheduler = new LambdaLR(optimizerOf(0.1), { lrLambda: () => 1 });
    expect(() => parse(scheduler.schedule.spec)).toThrow("no file can hold one, so build it in code");
    expect(() => parse({ SequentialLR: { schedulers: 3 } })).toThrow(
      "schedule.schedulers: must be a list of schedules, got 3",
    );
  });

  it("of another scheduler are refused on loading, with what differs", () => {
    const state = new StepLR(optimizerOf(0.1), { stepSize: 3 }).stateDict();
    expect(() => new StepLR(optimizerOf(0.1), { stepSize: 4 }).loadStateDict(state)).toThrow(
      "stepSize: 3 → 4",
    );
    const plateau = new ReduceLROnPlateau(optimizerOf(0.1), { patience: 3 });
    const other = new ReduceLROnPlateau(optimizerOf(0.1), { patience: 4 });
    expect(() => other.loadStateDict(plateau.stateDict())).toThrow("patience: 3 → 4");
  });
});

describe("PyTorch's state", () => {
  it("of other options or another class is refused, with what differs", () => {
    const scheduler = new StepLR(optimizerOf(0.1), { stepSize: 4 });
    const other = new StepLR(optimizerOf(0.1), { stepSize: 3 });
    expect(() => fromTorchState(toTorchState(other), scheduler)).toThrow("step_size: 3 → 4");
    const decay = new ExponentialLR(optimizerOf(0.1), { gamma: 0.1 });
    expect(() => fromTorchState(toTorchState(decay), scheduler)).toThrow("step_size: (nothing) → 4");
    expect(() => fromTorchState(null as never, scheduler)).toThrow("needs what state_dict() gave");
  });

  it("of another base rate is refused, also deep in a composite", () => {
    const make = (lr: number): SequentialLR => {
      const optimizer = optimizerOf(lr);
      const schedulers = [new StepLR(optimizer, { stepSize: 4 })];
      return new SequentialLR(optimizer, { schedulers, milestones: [] });
    };
    expect(() => fromTorchState(toTorchState(make(0.1)), make(0.2))).toThrow(
      "_schedulers[0].base_lrs[0]: 0.1 → 0.2",
    );
  });
});

describe("a plateau", () => {
  it("knows better from worse below zero, where PyTorch does not", () => {
    const scheduler = new ReduceLROnPlateau(optimizerOf(0.4), { factor: 0.5, patience: 0, threshold: 0.1 });
    scheduler.step(-10);
    scheduler.step(-10.5);
    expect(scheduler.getLastLR()).toEqual([0.2]);
    scheduler.step(-12);
    expect(scheduler.getLastLR()).toEqual([0.2]);
  });

  it.each([undefined, null, "3", { loss: 3 }])("refuses %j as a metric", (metric) => {
    const scheduler = new ReduceLROnPlateau(optimizerOf(0.4));
    expect(() => scheduler.step(metric as never)).toThrow("step needs the metric of the epoch");
  });

  it("writes an infinite best as a word, because JSON has no number for it", () => {
    const scheduler = new ReduceLROnPlateau(optimizerOf(0.4), { mode: "max" });
    const state = JSON.parse(JSON.stringify(scheduler.stateDict())) as ReturnType<typeof scheduler.stateDict>;
    expect(state.best).toBe("-Infinity");
    scheduler.step(1);
    scheduler.loadStateDict(state);
    expect(scheduler.stateDict()).toEqual(state);
    expect(() => scheduler.loadStateDict({ ...state, best: null as never })).toThrow("loadStateDict: needs");
  });
});

it("a schedule of PyTorch's is a plain function too", () => {
  expect(exponentialLR({ gamma: 0.5 })(2, 0.4)).toBe(0.1);
  expect(constantLR()(5, 0.4)).toBe(0.4);
});
