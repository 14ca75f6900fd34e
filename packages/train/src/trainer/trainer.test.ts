import { constant, cosine, CosineAnnealingLR, milestones, Scheduler, values, warmup } from "lehr";
import { describe, expect, it } from "vitest";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { arrays } from "../data/arrays.js";
import { spirals } from "../data/spirals.js";
import { tensor } from "../engine/tensor.js";
import { crossEntropy } from "../loss/crossEntropy.js";
import { mse } from "../loss/mse.js";
import * as nn from "../nn/index.js";
import { AdamW } from "../optimizer/adamw.js";
import { SGD } from "../optimizer/sgd.js";
import type { TrainEvent } from "./events.js";
import { trainer, type Trainer, type TrainerOptions } from "./trainer.js";

const schedule = warmup(cosine({ steps: 35 }), { steps: 5, start: 0.1 });

function build(options: Partial<TrainerOptions> & { lr?: number } = {}): Trainer {
  const { lr = 0.01, ...changes } = options;
  const model = nn.sequential(nn.linear(2, 16), nn.tanh(), nn.dropout(0.2), nn.linear(16, 3)).initialize(1);
  const optimizer = new AdamW(model.parameters(), { lr });
  return trainer({
    model,
    loss: crossEntropy,
    optimizer,
    scheduler: new Scheduler(optimizer, schedule),
    data: spirals({ classes: 3, examples: 200, seed: 1 }),
    batchSize: 16,
    totalSteps: 40,
    seed: 3,
    ...changes,
  });
}

async function eventsOf(run: Trainer): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

const checkpointOf = (events: readonly TrainEvent[], step: number): Checkpoint =>
  events.flatMap((event) =>
    event.type === "checkpoint" && event.step === step ? [event.checkpoint] : [],
  )[0]!;

describe("a run", () => {
  it("starts, steps, evaluates, checkpoints and ends, in that order", async () => {
    const events = await eventsOf(build({ totalSteps: 4, evaluateEvery: 2, checkpointEvery: 2 }));
    expect(events.map(({ type, step }) => `${type} ${step}`)).toEqual([
      "start 0",
      "step 0",
      "step 1",
      "evaluate 2",
      "checkpoint 2",
      "step 2",
      "step 3",
      "evaluate 4",
      "checkpoint 4",
      "end 4",
    ]);
    expect(events.at(-1)).toMatchObject({ reason: "finished" });
  });

  it("uses exactly the rates that were previewed, at every step", async () => {
    const events = await eventsOf(build());
    const used = events.flatMap((event) => (event.type === "step" ? event.lr : []));
    expect(used).toEqual([...values(schedule, 40, 0.01)]);
  });

  it("says before it starts that the article's rate climbs back", () => {
    const model = nn.linear(2, 3);
    const optimizer = new SGD(model.parameters(), { lr: 0.1 });
    const scheduler = new CosineAnnealingLR(optimizer, { tMax: 100 });
    const run = build({ model, optimizer, scheduler, totalSteps: 200 });
    expect(run.findings.map(({ code }) => code)).toEqual(["rises-after-end"]);
  });

  it("learns", async () => {
    // The class is the sign of the first coordinate.
    const x = Float32Array.from({ length: 400 }, (_, index) => Math.sin(index * 12.9898) * 2);
    const y = Int32Array.from({ length: 200 }, (_, example) => (x[2 * example]! > 0 ? 1 : 0));
    const data = arrays({ task: "classification", x, y, inputShape: [2], validation: 40 });
    const [, measured] = (await eventsOf(build({ lr: 0.1, data, evaluateEvery: 20 }))).filter(
      (event) => event.type === "evaluate",
    );
    expect(measured!.accuracy).toBeGreaterThan(0.9);
  });

  it("measures real targets by their loss alone", async () => {
    const model = nn.linear(1, 1);
    const optimizer = new SGD(model.parameters(), { lr: 0.1 });
    const x = Float32Array.from({ length: 40 }, (_, index) => index / 40);
    const data = arrays({
      task: "regression",
      x,
      y: x.map((value) => 3 * value),
      inputShape: [1],
      validation: 8,
    });
    const run = build({
      model,
      optimizer,
      scheduler: new Scheduler(optimizer, schedule),
      loss: mse,
      data,
      batchSize: 8,
    });
    const measured = (await eventsOf(run)).find((event) => event.type === "evaluate");
    expect(Object.keys(measured!)).toEqual(["type", "step", "loss"]);
  });

  it("leaves alone what the optimizer was not given", async () => {
    const body = nn.linear(2, 8);
    const model = nn.sequential(body, nn.tanh(), nn.linear(8, 3)).initialize(1);
    const before = await model.stateDict();
    const frozen = new Set(["0.weight", "0.bias"]);
    const head = model.parameters().filter(({ name }) => !frozen.has(name));
    const optimizer = new SGD(head, { lr: 0.5 });
    await eventsOf(build({ model, optimizer, scheduler: new Scheduler(optimizer, schedule) }));
    const after = await model.stateDict();
    const moved = Object.keys(after).filter((name) => !sameBytes(after[name]!.data, before[name]!.data));
    expect(moved).toEqual(["2.weight", "2.bias"]);
  });

  it("averages the gradients of several batches into one update", async () => {
    const losses = async (batchSize: number, accumulate: number): Promise<number[]> => {
      const model = nn.linear(2, 3).initialize(1);
      const optimizer = new SGD(model.parameters(), { lr: 0.5 });
      const scheduler = new Scheduler(optimizer, schedule);
      const run = build({ model, optimizer, scheduler, batchSize, accumulate });
      return (await eventsOf(run)).flatMap((event) => (event.type === "step" ? event.loss : []));
    };
    const [whole, parts] = [await losses(32, 1), await losses(16, 2)];
    // The same examples make up the first epoch's updates either way.
    for (let step = 0; step < 5; step++) expect(parts[step]).toBeCloseTo(whole[step]!, 5);
  });

  it("trains a group that is added on the way", async () => {
    const [body, head] = [nn.linear(2, 8), nn.linear(8, 3)];
    const model = nn.sequential(body, nn.tanh(), head).initialize(1);
    const optimizer = new AdamW(head.parameters(), { lr: 0.1 });
    const run = build({ model, optimizer, scheduler: new Scheduler(optimizer, schedule), totalSteps: 6 });
    const frozen = await body.stateDict();
    for await (const event of run) {
      if (event.type !== "step" || event.step !== 2) continue;
      expect(await body.stateDict()).toEqual(frozen);
      optimizer.addParamGroup({ params: body.parameters(), lr: 0.01 });
    }
    expect(run.step).toBe(6);
    const after = await body.stateDict();
    for (const name of ["weight", "bias"]) expect(after[name]).not.toEqual(frozen[name]);
  });

  it("counts its epochs in updates, without rounding", () => {
    // 180 examples to train on.
    expect(build({ batchSize: 18, accumulate: 4 }).stepsPerEpoch).toBe(2.5);
    expect(build({ batchSize: 90, accumulate: 4 }).stepsPerEpoch).toBe(0.5);
  });

  it.each([
    [{ totalSteps: 0 }, "trainer: totalSteps must be a positive integer, got 0"],
    [{ batchSize: 2.5 }, "trainer: batchSize must be a positive integer, got 2.5"],
    [{ evaluateEvery: -1 }, "trainer: evaluateEvery must be a positive integer, got -1"],
    [{ accumulate: NaN }, "trainer: accumulate must be a positive integer, got NaN"],
  ])("refuses %j", (options, message) => {
    expect(() => build(options)).toThrow(message);
  });
});

describe("a run that stops", () => {
  it("finishes its update, gives a checkpoint, and goes on from there with the same bytes", async () => {
    const whole = await eventsOf(build({ checkpointEvery: 100 }));

    const first = build();
    const before: TrainEvent[] = [];
    for await (const event of first) {
      before.push(event);
      if (event.type === "step" && event.step === 12) first.stop();
    }
    expect(before.slice(-2)).toMatchObject([
      { type: "checkpoint", step: 13 },
      { type: "end", reason: "stopped" },
    ]);

    const second = build();
    await second.restore(JSON.parse(JSON.stringify(checkpointOf(before, 13)), revive) as Checkpoint);
    const after = await eventsOf(second);
    const steps = (events: readonly TrainEvent[]): TrainEvent[] =>
      events.filter(({ type }) => type === "step");
    expect([...steps(before), ...steps(after)]).toEqual(steps(whole));
    expect(checkpointOf(after, 40)).toEqual(checkpointOf(whole, 40));
  });

  it("gives a checkpoint when it stops before its first update, and none twice", async () => {
    const run = build();
    run.stop();
    const types = (await eventsOf(run)).map(({ type, step }) => `${type} ${step}`);
    expect(types).toEqual(["start 0", "checkpoint 0", "end 0"]);

    const late = build({ checkpointEvery: 2 });
    const seen: string[] = [];
    for await (const event of late) {
      seen.push(event.type);
      if (event.type === "checkpoint") late.stop();
    }
    expect(seen).toEqual(["start", "step", "step", "checkpoint", "end"]);
  });

  it("is listened to by one loop at a time", async () => {
    const run = build();
    const first = run[Symbol.asyncIterator]();
    await first.next();
    await expect(run[Symbol.asyncIterator]().next()).rejects.toThrow(
      "trainer: this run is being listened to already",
    );
    await first.return();
    expect((await run[Symbol.asyncIterator]().next()).value).toMatchObject({ type: "start", step: 0 });
  });

  it("has the same names when a part of the model is asked on its own in between", async () => {
    const [body, head] = [nn.linear(2, 8), nn.linear(8, 3)];
    const model = nn.sequential(body, nn.tanh(), head).initialize(1);
    const optimizer = new AdamW(model.parameters(), { lr: 0.01 });
    const run = build({ model, optimizer, scheduler: new Scheduler(optimizer, schedule), totalSteps: 4 });
    const events: TrainEvent[] = [];
    for await (const event of run) {
      events.push(event);
      if (event.type === "step")
        await nn.sequential(nn.tanh(), head).predict(tensor(new Float32Array(8), [1, 8]));
    }
    const checkpoint = checkpointOf(events, 4);
    expect(Object.keys(checkpoint.model)).toEqual(["0.weight", "0.bias", "2.weight", "2.bias"]);
    expect(Object.keys(checkpoint.optimizer)).toContain("2.bias.expAvgSq");
    await run.restore(checkpoint);
  });

  it("refuses a checkpoint of another run, of another schedule and of another model", async () => {
    const checkpoint = checkpointOf(await eventsOf(build({ totalSteps: 2 })), 2);
    await expect(build({ totalSteps: 2, batchSize: 8 }).restore(checkpoint)).rejects.toThrow(
      "batchSize: 16 → 8",
    );

    const model = nn.linear(2, 3);
    const optimizer = new AdamW(model.parameters(), { lr: 0.01 });
    const other = build({
      totalSteps: 2,
      model,
      optimizer,
      scheduler: new Scheduler(optimizer, cosine({ steps: 2 })),
    });
    await expect(other.restore(checkpoint)).rejects.toThrow('type: "warmup" → "cosine"');

    const small = build({ totalSteps: 2, model, optimizer, scheduler: new Scheduler(optimizer, schedule) });
    await expect(small.restore(checkpoint)).rejects.toThrow("which this model does not have");
  });
});

describe("a checkpoint that does not fit is refused, and nothing has changed", () => {
  it.each<[string, (checkpoint: Checkpoint) => Checkpoint, string]>([
    ["without weights", (saved) => ({ ...saved, model: {} }), 'lack "0.weight"'],
    ["without the optimizer's arrays", (saved) => ({ ...saved, optimizer: {} }), 'lacks "0.weight.expAvg"'],
    [
      "of another optimizer",
      (saved) => ({ ...saved, state: { ...saved.state, optimizer: { optimizer: "SGD" } } }),
      "belongs to SGD",
    ],
    [
      "of another schedule",
      (saved) => ({ ...saved, state: { ...saved.state, scheduler: { step: 2, spec: { type: "linear" } } } }),
      "another schedule",
    ],
    [
      "with weights that are not finite",
      (saved) => {
        const [name, { shape, data }] = Object.entries(saved.model)[0]!;
        return { ...saved, model: { ...saved.model, [name]: { shape, data: data.map(() => NaN) } } };
      },
      "weights that are not finite",
    ],
  ])("%s", async (_, spoil, message) => {
    const saved = checkpointOf(await eventsOf(build({ totalSteps: 2 })), 2);
    const model = nn.sequential(nn.linear(2, 16), nn.tanh(), nn.dropout(0.2), nn.linear(16, 3)).initialize(9);
    const optimizer = new AdamW(model.parameters(), { lr: 0.5 });
    const scheduler = new Scheduler(optimizer, schedule);
    const run = build({ totalSteps: 2, model, optimizer, scheduler });
    const whole = async (): Promise<unknown> => [
      await model.stateDict(),
      await optimizer.stateDict(),
      scheduler.stateDict(),
      scheduler.next,
      run.step,
    ];
    const before = await whole();
    await expect(run.restore(spoil(saved))).rejects.toThrow(message);
    expect(await whole()).toEqual(before);
    await run.restore(saved);
    expect(await whole()).not.toEqual(before);
  });
});

describe("a run whose loss stops being a number", () => {
  it("keeps the last state whose loss was finite, and says so", async () => {
    const events = await eventsOf(build({ ...climbing(), checkpointEvery: 1000 }));
    const steps = events.flatMap((event) => (event.type === "step" ? event : []));
    const bad = steps.at(-1)!;
    expect(Number.isFinite(bad.loss)).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: "end", reason: "diverged", step: bad.step - 1 });

    const kept = checkpointOf(events, bad.step - 1);
    for (const { data } of Object.values(kept.model)) expect(data.every(Number.isFinite)).toBe(true);

    const again = build({ ...climbing(), totalSteps: 40 });
    await again.restore(kept);
    const next = await again[Symbol.asyncIterator]().next();
    expect(next.value).toMatchObject({ type: "start", step: bad.step - 1 });
  });

  it("has diverged as well when it shows only in the last weights", async () => {
    for (const validation of [0, 8]) {
      const events = await eventsOf(
        build({ ...overflowing(3, validation), totalSteps: 3, checkpointEvery: 2 }),
      );
      expect(events.at(-1)).toMatchObject({ type: "end", reason: "diverged", step: 2 });
      expect(finiteCheckpoints(events)).toEqual([2, 2]);
    }
  });

  it("never gives a checkpoint that holds numbers that are not finite", async () => {
    for (const validation of [0, 8]) {
      const events = await eventsOf(build({ ...overflowing(3, validation), checkpointEvery: 3 }));
      expect(events.at(-1)).toMatchObject({ type: "end", reason: "diverged", step: 2 });
      expect(finiteCheckpoints(events)).toEqual([2]);
    }
  });

  it("has nothing to keep when it began so", async () => {
    const options = overflowing(3, 8);
    options.model.parameters()[0]!.set(Float32Array.of(NaN));
    const events = await eventsOf(build(options));
    expect(events.map(({ type }) => type)).toEqual(["start", "step", "end"]);
  });

  it("keeps what was learned by a group that was added in the update before", async () => {
    const { model, data, loss } = overflowing(3, 8);
    const [weight, bias] = model.parameters();
    const optimizer = new SGD([weight!], { lr: 1 });
    const scheduler = new Scheduler(optimizer, constant());
    const run = build({ model, data, loss, optimizer, scheduler });
    const events: TrainEvent[] = [];
    for await (const event of run) {
      events.push(event);
      if (event.type === "step" && event.step === 1) {
        optimizer.addParamGroup({ params: [bias!] });
        optimizer.paramGroups[0]!.initialLr = 1e38;
        scheduler.seek(2);
      }
    }
    expect(events.at(-1)).toMatchObject({ type: "end", reason: "diverged" });
    expect(finiteCheckpoints(events)).toHaveLength(1);
  });

  function finiteCheckpoints(events: readonly TrainEvent[]): number[] {
    return events.flatMap((event) => {
      if (event.type !== "checkpoint") return [];
      for (const { data } of Object.values(event.checkpoint.model)) {
        expect(data.every(Number.isFinite)).toBe(true);
      }
      return event.step;
    });
  }

  /** A rate that is small until update `number` (from 1), which overflows. */
  function overflowing(number: number, validation: number) {
    const model = nn.linear(1, 1).initialize(1);
    const optimizer = new SGD(model.parameters(), { lr: 1e-9 });
    const jump = milestones({ at: [number - 1], factor: 1e47 });
    const x = Float32Array.from({ length: 64 }, (_, index) => 10 + index);
    const data = arrays({ task: "regression", x, y: x, inputShape: [1], validation });
    return { model, loss: mse, optimizer, scheduler: new Scheduler(optimizer, jump), data };
  }

  /** A rate that grows until the numbers overflow. */
  function climbing(): Pick<TrainerOptions, "model" | "loss" | "optimizer" | "scheduler" | "data"> {
    const model = nn.linear(1, 1).initialize(1);
    const optimizer = new SGD(model.parameters(), { lr: 1e12 });
    const x = Float32Array.from({ length: 64 }, (_, index) => index);
    const data = arrays({ task: "regression", x, y: x, inputShape: [1], validation: 8 });
    return { model, loss: mse, optimizer, scheduler: new Scheduler(optimizer, schedule), data };
  }
});

describe("memory", () => {
  it.each(["step", "evaluate", "checkpoint"])(
    "is given back when the listener leaves at a %s",
    async (type) => {
      const model = nn.linear(2, 3).initialize(1);
      const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
      const scheduler = new Scheduler(optimizer, schedule);
      const run = build({ model, optimizer, scheduler, evaluateEvery: 2, checkpointEvery: 2 });
      for await (const event of run) if (event.type === type) break;
      expect(model.parameters().map(({ value }) => value.refCount)).toEqual([1, 1]);
      // The run can be listened to again, from where it was.
      const events = await eventsOf(run);
      expect(events[0]).toMatchObject({ type: "start", step: type === "step" ? 1 : 2 });
      expect(events.at(-1)).toMatchObject({ type: "end", reason: "finished" });
    },
  );

  it("is given back when an update is refused, which does not count", async () => {
    for (const accumulate of [1, 2]) {
      const model = nn.linear(2, 3).initialize(1);
      const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
      const scheduler = new Scheduler(optimizer, schedule);
      const run = build({ model, optimizer, scheduler, accumulate });
      const weights = await model.stateDict();
      optimizer.paramGroups[0]!.momentum = NaN;
      await expect(eventsOf(run)).rejects.toThrow("SGD: group 0: momentum must be");
      optimizer.paramGroups[0]!.momentum = 0.9;
      expect(model.parameters().map(({ value }) => value.refCount)).toEqual([1, 1]);
      expect(await model.stateDict()).toEqual(weights);

      const wrong = build({ model, optimizer, scheduler, accumulate, loss: mse });
      await expect(eventsOf(wrong)).rejects.toThrow("mse: the model's output");
      expect(model.parameters().map(({ value }) => value.refCount)).toEqual([1, 1]);
      expect(optimizer.updates).toBe(0);
    }
  });
});

function sameBytes(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).every((value, index) => value === b[index]);
}

/** Typed arrays become objects with numbered keys in JSON. */
function revive(key: string, value: unknown): unknown {
  return key === "data" ? Float32Array.from(Object.values(value as Record<string, number>)) : value;
}
