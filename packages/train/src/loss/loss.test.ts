import { LehrError } from "lehr";
import { beforeAll, describe, expect, it } from "vitest";

// The engine's memory is not public, so whoever makes one is watched. It must happen before the engine loads.
const memories: WebAssembly.Memory[] = [];
const Memory = WebAssembly.Memory;
WebAssembly.Memory = new Proxy(Memory, {
  construct(target, args: [WebAssembly.MemoryDescriptor]) {
    memories.push(new target(...args));
    return memories.at(-1)!;
  },
});
const memoryInUse = (): number => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

type Train = typeof import("../index.js");
let train: Train;
beforeAll(async () => {
  train = await import("../index.js");
});

/** Small models of every kind, each with a loss and a batch of its own. */
const problems = {
  "an MLP": ({ nn, crossEntropy, tensor }: Train) => ({
    model: nn.sequential(nn.linear(6, 32), nn.tanh(), nn.dropout(0.1), nn.linear(32, 4)),
    loss: crossEntropy,
    x: tensor(waves(16 * 6), [16, 6]),
    y: tensor(classes(16, 4)),
  }),
  "a convnet": ({ nn, crossEntropy, tensor }: Train) => ({
    model: nn.sequential(
      nn.conv2d(1, 4, 3, { padding: 1 }),
      nn.relu(),
      nn.maxPool2d(2),
      nn.conv2d(4, 8, 3),
      nn.relu(),
      nn.flatten(),
      nn.linear(8 * 4 * 4, 3),
    ),
    loss: crossEntropy,
    x: tensor(waves(8 * 144), [8, 1, 12, 12]),
    y: tensor(classes(8, 3)),
  }),
  "a GPT": ({ nn, crossEntropy, tensor }: Train) => ({
    model: nn.sequential(
      nn.embedding(7, 16),
      nn.positionEmbedding(8, 16),
      nn.transformerBlock(16, 2, { dropout: 0.1 }),
      nn.layerNorm(16),
      nn.linear(16, 7),
    ),
    loss: crossEntropy,
    x: tensor(classes(4 * 8, 7), [4, 8]),
    y: tensor(classes(4 * 8, 7), [4, 8]),
  }),
  "a regression": ({ nn, mse, tensor }: Train) => ({
    model: nn.sequential(nn.linear(6, 16), nn.gelu(), nn.linear(16, 2)),
    loss: mse,
    x: tensor(waves(16 * 6), [16, 6]),
    y: tensor(waves(32), [16, 2]),
  }),
  "a yes or no": ({ nn, binaryCrossEntropy, tensor }: Train) => ({
    model: nn.sequential(nn.linear(6, 16), nn.relu(), nn.linear(16, 1)),
    loss: binaryCrossEntropy,
    x: tensor(waves(16 * 6), [16, 6]),
    y: tensor(classes(16, 2).map(Number), [16, 1]),
  }),
};

function waves(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index * index));
}

function classes(count: number, different: number): Int32Array {
  return Int32Array.from(
    { length: count },
    (_, index) => Math.abs(Math.trunc(99 * Math.sin(index))) % different,
  );
}

describe.each(Object.entries(problems))("%s", (_, problem) => {
  it("learns, and 200 steps leave nothing behind", async () => {
    const { model, loss, x, y } = problem(train);
    const optimizer = new train.SGD(model.parameters(), { lr: 0.1 });
    const before = await loss.evaluate(model, x, y);
    let settled = 0;
    for (let step = 0; step < 200; step++) {
      if (step === 20) settled = memoryInUse();
      const value = await loss(model, x, y);
      optimizer.zeroGrad();
      await value.backward();
      optimizer.step();
      optimizer.paramGroups[0]!.lr *= 0.999;
    }
    expect(await loss.evaluate(model, x, y)).toBeLessThan(0.6 * before);
    expect(settled).toBeGreaterThan(0);
    expect(memoryInUse()).toBe(settled);
    for (const { array } of [x, y]) expect(array.refCount).toBe(1);
    for (const parameter of model.parameters()) expect(parameter.value.refCount).toBe(1);
  });

  it("predicts the same every time", async () => {
    const { model, x } = problem(train);
    const first = await (await model.predict(x)).data();
    expect(await (await model.predict(x)).data()).toEqual(first);
    const twin = problem(train).model;
    expect(await (await twin.predict(x)).data()).toEqual(first);
  });
});

describe("a loss", () => {
  it("is traced once for each shape of batch, not for each rate or step", async () => {
    const { nn, mse, SGD, tensor } = train;
    let traces = 0;
    const counter = new nn.Module("counter", { apply: (x) => (traces++, x) });
    const model = nn.sequential(nn.linear(2, 2), counter);
    const optimizer = new SGD(model.parameters(), { lr: 0.1 });
    const step = async (rows: number): Promise<void> => {
      const batch = tensor(waves(2 * rows), [rows, 2]);
      optimizer.zeroGrad();
      await (await mse(model, batch, batch)).backward();
      optimizer.step();
      optimizer.paramGroups[0]!.lr *= 0.9;
    };
    for (let count = 0; count < 5; count++) await step(4);
    expect(traces).toBe(1);
    await step(3);
    await step(4);
    expect(traces).toBe(2);
  });

  it("gives its gradients once", async () => {
    const { model, loss, x, y } = problems["a regression"](train);
    const value = await loss(model, x, y);
    await value.backward();
    const twice = value.backward();
    await expect(twice).rejects.toThrowError(
      new LehrError("BAD_STATE", "backward: called a second time on the same loss"),
    );
  });
});

describe("targets that do not fit are refused", () => {
  it.each<["mse" | "binaryCrossEntropy", string]>([
    ["mse", "mse: the model's output and the targets must have the same shape, got [3, 1] and [3]"],
    [
      "binaryCrossEntropy",
      "binaryCrossEntropy: the model's output and the targets must have the same shape, got [3, 1] and [3]",
    ],
  ])("%s: a missing axis would broadcast to [3, 3]", async (name, message) => {
    const { nn, tensor } = train;
    const wrong = train[name](nn.linear(1, 1), tensor([1, 2, 3], [3, 1]), tensor([1, 2, 3]));
    await expect(wrong).rejects.toThrowError(new LehrError("BAD_VALUE", message));
  });

  it.each<[string, number[] | Int32Array, number[], string]>([
    ["floats", [0, 1, 0], [3], "float32 [3]"],
    ["an axis too many", Int32Array.of(0, 1, 0), [3, 1], "int32 [3, 1]"],
    ["too few", Int32Array.of(0, 1), [2], "int32 [2]"],
  ])("crossEntropy: %s", async (_, values, shape, came) => {
    const { nn, crossEntropy, tensor } = train;
    const wrong = crossEntropy(nn.linear(1, 2), tensor([1, 2, 3], [3, 1]), tensor(values, shape));
    const message = `crossEntropy: for logits [3, 2] the targets must be int32 [3], got ${came}`;
    await expect(wrong).rejects.toThrowError(new LehrError("BAD_VALUE", message));
  });
});
