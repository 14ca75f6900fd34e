import {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  NAdam,
  nn,
  RAdam,
  RMSprop,
  SGD,
  type Optimizer,
  type SavedOptimizer,
} from "@lehr/train";
import { CosineAnnealingLR, LehrError } from "lehr";
import { describe, expect, it } from "vitest";
import { problem } from "./support/optimizerProblem.js";

/** A problem with an optimizer and its schedule, as a program builds them at its start. */
function start(build: (parameters: nn.Parameter[]) => Optimizer) {
  const { model, loss } = problem(1);
  const optimizer = build(model.parameters());
  const scheduler = new CosineAnnealingLR(optimizer, { tMax: 10 });
  const run = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      await (await loss()).backward();
      optimizer.step();
      scheduler.step();
    }
  };
  return { model, optimizer, scheduler, run };
}

const optimizers: [string, (parameters: nn.Parameter[]) => Optimizer][] = [
  ["SGD", (p) => new SGD(p, { lr: 0.1 })],
  ["SGD with momentum", (p) => new SGD(p, { lr: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01 })],
  ["Adam", (p) => new Adam(p, { amsgrad: true })],
  ["AdamW", (p) => new AdamW(p, { clipNorm: 0.5 })],
  ["RMSprop", (p) => new RMSprop(p, { momentum: 0.9, centered: true })],
  ["Adagrad", (p) => new Adagrad(p, { lrDecay: 0.1, initialAccumulatorValue: 0.5 })],
  ["Adadelta", (p) => new Adadelta(p)],
  ["Adamax", (p) => new Adamax(p)],
  ["NAdam", (p) => new NAdam(p)],
  ["RAdam", (p) => new RAdam(p, { betas: [0.9, 0.99] })],
  [
    "Adam in groups",
    (p) => new Adam([{ params: p.slice(0, 2), lr: 0.01, name: "first" }, { params: p.slice(2) }]),
  ],
];

describe("resumed is uninterrupted, bit for bit", () => {
  it.each(optimizers)("%s", async (_, build) => {
    const whole = start(build);
    await whole.run(10);

    const before = start(build);
    await before.run(5);
    const { json, tensors } = await before.optimizer.stateDict();
    const weights = await before.model.stateDict();
    const text = JSON.stringify({ json, scheduler: before.scheduler.stateDict() });

    const after = start(build);
    const saved = JSON.parse(text) as Pick<SavedOptimizer, "json"> & { scheduler: never };
    after.model.loadStateDict(weights);
    after.optimizer.loadStateDict({ json: saved.json, tensors });
    after.scheduler.loadStateDict(saved.scheduler);
    await after.run(5);

    expect(await after.model.stateDict()).toEqual(await whole.model.stateDict());
    expect(await after.optimizer.stateDict()).toEqual(await whole.optimizer.stateDict());
  });
});

describe("the state", () => {
  it("names its arrays after the parameters and PyTorch's buffers", async () => {
    const { optimizer, run } = start((p) => new Adam(p.slice(2), { amsgrad: true }));
    expect((await optimizer.stateDict()).tensors).toEqual({});
    await run(1);
    const { json, tensors } = await optimizer.stateDict();
    expect(Object.keys(tensors)).toEqual([
      "2.weight.expAvg",
      "2.weight.expAvgSq",
      "2.weight.maxExpAvgSq",
      "2.bias.expAvg",
      "2.bias.expAvgSq",
      "2.bias.maxExpAvgSq",
    ]);
    expect(tensors["2.weight.expAvg"]!.shape).toEqual([3, 8]);
    expect(json).toMatchObject({
      optimizer: "Adam",
      updates: 1,
      groups: [{ params: ["2.weight", "2.bias"], betas: [0.9, 0.999], initialLr: 0.001 }],
      memory: [{ updates: 1 }],
    });
  });

  it("is of the moment of the call, whatever happens until it is there", async () => {
    const { optimizer, run } = start((p) => new SGD(p, { momentum: 0.9 }));
    await run(1);
    const now = await optimizer.stateDict();
    const pending = optimizer.stateDict();
    await run(1);
    expect(await pending).toEqual(now);
  });

  it("brings every option back", async () => {
    const { optimizer } = start((p) => new Adam(p, { lr: 0.5, betas: [0.5, 0.6] }));
    const other = start((p) => new Adam(p, { lr: 0.1 })).optimizer;
    other.loadStateDict(await optimizer.stateDict());
    expect(other.paramGroups[0]).toMatchObject({ lr: 0.5, betas: [0.5, 0.6], initialLr: 0.5 });
  });

  it("of before any scheduler gives the same rates, whether it is loaded before or after one is built", async () => {
    const made = (lr: number): Optimizer => new Adam(problem(1).model.parameters(), { lr });
    const saved = await made(0.5).stateDict();
    const json = structuredClone(saved.json);
    delete (json.groups[0] as { initialLr?: number }).initialLr;
    for (const state of [saved, { ...saved, json }]) {
      const [loadFirst, buildFirst] = [made(0.1), made(0.1)];
      loadFirst.loadStateDict(state);
      const after = new CosineAnnealingLR(loadFirst, { tMax: 10 });
      const before = new CosineAnnealingLR(buildFirst, { tMax: 10 });
      buildFirst.loadStateDict(state);
      for (let step = 0; step < 3; step++) {
        expect(before.getLastLR()).toEqual(after.getLastLR());
        before.step();
        after.step();
      }
    }
  });

  it("keeps its names when the model becomes a part of another", async () => {
    const { model, optimizer, run } = start((p) => new SGD(p, { momentum: 0.9 }));
    await run(1);
    const before = await optimizer.stateDict();
    nn.sequential(nn.tanh(), model);
    expect(await optimizer.stateDict()).toEqual(before);
    optimizer.loadStateDict(before);
  });

  it("refuses two parameters of one name", async () => {
    const [one, two] = [problem(0).model, problem(0).model];
    const optimizer = new SGD([...one.parameters(), ...two.parameters()]);
    await expect(optimizer.stateDict()).rejects.toThrow('SGD: two parameters are called "0.weight"');
  });
});

describe("a state that does not fit is refused, and nothing has changed", () => {
  type Json = Record<string, unknown> & {
    groups: Record<string, unknown>[];
    memory: object[];
    slots: string[][];
  };
  type Tensors = Record<string, { shape: number[]; data: Float32Array }>;
  const spoilt: [string, (json: Json, tensors: Tensors) => void, string][] = [
    ["another optimizer's", (json) => (json["optimizer"] = "AdamW"), "belongs to AdamW"],
    [
      "a group too many",
      (json) => json.groups.push(json.groups[0]!),
      "has 2 parameter group(s), the saved state 3",
    ],
    ["other parameters", (json) => (json.groups[0]!["params"] = ["0.weight"]), "group 0 has the parameters"],
    ["an option missing", (json) => delete json.groups[1]!["eps"], 'the saved group 1 lacks "eps"'],
    ["an option unknown", (json) => (json.groups[1]!["epsilon"] = 1), 'unknown option "epsilon"'],
    ["an option out of range", (json) => (json.groups[1]!["lr"] = null), "lr must be a finite number ≥ 0"],
    ["a count that is none", (json) => (json["updates"] = 1.5), "count of updates is 1.5"],
    ["a group's count missing", (json) => (json.memory[0] = {}), "the saved numbers of group 0 are {}"],
    ["an array missing", (_, tensors) => delete tensors["0.bias.expAvg"], 'lacks "0.bias.expAvg"'],
    ["an array unknown", (_, tensors) => (tensors["0.bias.sum"] = tensors["0.bias.expAvg"]!), '"0.bias.sum"'],
    ["another shape", (_, tensors) => tensors["0.bias.expAvg"]!.shape.push(1), "has shape [8]"],
    [
      "numbers missing",
      (_, tensors) => (tensors["2.weight.expAvg"]!.data = new Float32Array(3)),
      '"2.weight.expAvg" has shape [3, 8], the saved one [3, 8] with 3 numbers',
    ],
  ];
  it.each(spoilt)("%s", async (_, spoil, message) => {
    const groups = (p: nn.Parameter[]): Optimizer =>
      new Adam([{ params: p.slice(0, 2) }, { params: p.slice(2) }]);
    const source = start(groups);
    await source.run(2);
    const saved = structuredClone(await source.optimizer.stateDict());
    spoil(saved.json as unknown as Json, saved.tensors as Tensors);

    const { optimizer, run } = start(groups);
    await run(1);
    const before = await optimizer.stateDict();
    const load = (): void => optimizer.loadStateDict(saved);
    expect(load).toThrow(LehrError);
    expect(load).toThrow(message);
    expect(await optimizer.stateDict()).toEqual(before);
  });
});
