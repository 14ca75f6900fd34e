import { describe, expect, it } from "vitest";
import { tensor } from "../engine/tensor.js";
import { mse } from "../loss/mse.js";
import { linear } from "../nn/linear.js";
import { Adam } from "./adam.js";
import { NAdam } from "./nadam.js";
import type { Optimizer } from "./optimizer.js";
import { RAdam } from "./radam.js";
import { RMSprop } from "./rmsprop.js";
import { SGD } from "./sgd.js";

const x = tensor([1, 2, 3, -1, 0.5, 2], [2, 3]);
const y = tensor([1, 0, -1, 2], [2, 2]);

async function backward(model: ReturnType<typeof linear>, optimizer: Optimizer): Promise<void> {
  optimizer.zeroGrad();
  await (await mse(model, x, y)).backward();
}

/** Counts how often the update is traced, which is how often it is compiled. */
function countTraces(optimizer: Optimizer): { count: number } {
  const update = optimizer.update.bind(optimizer);
  const traces = { count: 0 };
  optimizer.update = (...args) => {
    traces.count++;
    return update(...args);
  };
  return traces;
}

describe("step", () => {
  it("compiles once, however the numbers change", async () => {
    const model = linear(3, 2);
    const optimizers = [
      new SGD(model.parameters(), { momentum: 0.9, weightDecay: 0.1, clipNorm: 1 }),
      new RMSprop(model.parameters(), { momentum: 0.9 }),
      new Adam(model.parameters()),
      new NAdam(model.parameters()),
      // Its sixth update is the first rectified one.
      new RAdam(model.parameters()),
    ];
    for (const optimizer of optimizers) {
      const traces = countTraces(optimizer);
      for (let step = 0; step < 8; step++) {
        const group = optimizer.paramGroups[0]!;
        group.lr = 0.1 * (1 - step / 8);
        if ("momentum" in group) group.momentum = 0.9 - 0.05 * step;
        if ("betas" in group) group.betas = [0.9 - 0.05 * step, 0.99];
        await backward(model, optimizer);
        optimizer.step();
      }
      expect(traces.count).toBe(1);
    }
  });

  it("compiles anew when a switch changes the formula", async () => {
    const model = linear(3, 2);
    const optimizer = new SGD(model.parameters(), { momentum: 0.9 });
    const traces = countTraces(optimizer);
    await backward(model, optimizer);
    optimizer.step();
    optimizer.paramGroups[0]!.maximize = true;
    optimizer.step();
    expect(traces.count).toBe(2);
  });

  it("lets go of every array that it replaces", async () => {
    const model = linear(3, 2);
    const optimizer = new Adam(model.parameters());
    await backward(model, optimizer);
    optimizer.step();
    const slots = optimizer.nextUpdate().take()[0].flat();
    for (const slot of slots) slot.dispose();
    const old = [...slots, ...model.parameters().map((parameter) => parameter.value)];
    const gradients = model.parameters().map((parameter) => parameter.gradient!);
    optimizer.step();
    for (const array of old) expect(() => array.ref).toThrow("freed");
    optimizer.zeroGrad();
    for (const array of gradients) expect(() => array.ref).toThrow("freed");
  });

  it("says what is missing when there are no gradients, and changes nothing", async () => {
    const model = linear(3, 2);
    const optimizer = new SGD(model.parameters());
    await backward(model, optimizer);
    optimizer.zeroGrad();
    expect(() => optimizer.step()).toThrow('step: "weight" has no gradient; call loss.backward() before');
    expect(optimizer.updates).toBe(0);
  });

  it("refuses a rate that has become NaN, and goes on when it is a number again", async () => {
    const model = linear(3, 2);
    const optimizer = new NAdam(model.parameters(), { lr: 0.1 });
    const twin = linear(3, 2);
    const untroubled = new NAdam(twin.parameters(), { lr: 0.1 });
    await backward(model, optimizer);
    optimizer.paramGroups[0]!.lr = NaN;
    expect(() => optimizer.step()).toThrow("NAdam: group 0: lr must be a finite number ≥ 0, got NaN");
    optimizer.paramGroups[0]!.lr = 0.1;
    optimizer.step();
    await backward(twin, untroubled);
    untroubled.step();
    expect(await model.stateDict()).toEqual(await twin.stateDict());
    expect(optimizer.updates).toBe(1);
  });

  it("refuses a group that was put into paramGroups by hand", async () => {
    const model = linear(3, 2);
    const [weight, bias] = model.parameters() as [never, never];
    const optimizer = new SGD([weight]);
    const groups = optimizer.paramGroups as (typeof optimizer.paramGroups)[0][];
    groups.push({ ...groups[0]!, params: [bias] });
    await backward(model, optimizer);
    expect(() => optimizer.step()).toThrow(
      "SGD: group 1: was put into paramGroups by hand; use addParamGroup()",
    );
  });
});

it("RMSprop stays finite when a steady gradient's variance rounds to less than 0", async () => {
  const model = linear(1, 1, { bias: false });
  const optimizer = new RMSprop(model.parameters(), { lr: 0, alpha: 0.5, eps: 1e-8, centered: true });
  const [one, two] = [tensor([1], [1, 1]), tensor([0.3], [1, 1])];
  for (let step = 0; step < 60; step++) {
    optimizer.zeroGrad();
    await (await mse(model, one, two)).backward();
    optimizer.step();
  }
  expect((await model.parameters()[0]!.data())[0]).not.toBeNaN();
});

it("snapshot() goes back to the moment, in parameters and state", async () => {
  const model = linear(3, 2);
  const optimizer = new NAdam(model.parameters());
  const step = async (): Promise<void> => {
    await backward(model, optimizer);
    optimizer.step();
  };
  await step();
  const kept = optimizer.snapshot();
  const [weights, state] = [await model.stateDict(), await optimizer.stateDict()];
  await step();
  await step();
  expect(await model.stateDict()).not.toEqual(weights);
  kept.restore();
  expect(await model.stateDict()).toEqual(weights);
  expect(await optimizer.stateDict()).toEqual(state);
});
