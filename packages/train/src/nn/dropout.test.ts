import { describe, expect, it } from "vitest";
import { tensor } from "../engine/tensor.js";
import { defineLoss } from "../loss/loss.js";
import * as nn from "./index.js";

const ones = tensor(new Float32Array(4000).fill(1), [1, 4000]);
const nothing = tensor([0], [1]);

/** Sums the output, so that the gradient of a weight is what its number was multiplied by. */
const total = defineLoss((prediction, target) => {
  target.dispose();
  return prediction.sum();
});

/** What each number was multiplied by, in the next training step of the model. */
async function masks(model: nn.Module, step?: number): Promise<Float32Array> {
  const loss = await total(model, ones, nothing, step);
  await loss.backward();
  const [scale] = model.parameters();
  const factors = (await scale!.gradient!.data()) as Float32Array;
  scale!.gradient = undefined;
  return factors;
}

/** Numbers times learned factors, and then the layers. */
function scaled(...layers: nn.Module[]): nn.Module {
  const weight = new nn.Parameter([4000], (_, size) => new Float32Array(size).fill(1));
  const scale = new nn.Module("scale", {
    parameters: { weight },
    apply: (x, scope) => x.mul(scope.use(weight)),
  });
  return nn.sequential(scale, ...layers);
}

describe("dropout", () => {
  it("keeps 1 − p of the numbers in training and scales them by 1/(1 − p)", async () => {
    const factors = await masks(scaled(nn.dropout(0.2)));
    expect(new Set(factors)).toEqual(new Set([0, Math.fround(1.25)]));
    const kept = factors.filter((factor) => factor > 0).length / 4000;
    expect(kept).toBeGreaterThan(0.77);
    expect(kept).toBeLessThan(0.83);
  });

  it("does nothing in a prediction or an evaluation", async () => {
    const model = scaled(nn.dropout(0.9));
    expect(await (await model.predict(ones)).data()).toEqual(await ones.data());
    expect(await total.evaluate(model, ones, nothing)).toBe(4000);
  });

  it("does nothing with p = 0", async () => {
    expect(new Set(await masks(scaled(nn.dropout(0))))).toEqual(new Set([1]));
  });

  it("drops others at the next step", async () => {
    const model = scaled(nn.dropout(0.5));
    expect(await masks(model)).not.toEqual(await masks(model));
  });

  it("drops the same in a process that goes on, when it is told the step", async () => {
    const first = scaled(nn.dropout(0.5));
    await masks(first);
    const second = scaled(nn.dropout(0.5));
    expect(await masks(second, 1)).toEqual(await masks(first));
  });

  it("drops the same for the same seed and step, and others for another seed", async () => {
    const [one, same, other] = [3, 3, 4].map((seed) => scaled(nn.dropout(0.5)).initialize(seed));
    for (let step = 0; step < 3; step++) {
      const factors = await masks(one!);
      expect(await masks(same!)).toEqual(factors);
      expect(await masks(other!)).not.toEqual(factors);
    }
  });

  it("drops others in each layer: two of them keep a quarter", async () => {
    const factors = await masks(scaled(nn.dropout(0.5), nn.dropout(0.5)));
    const kept = factors.filter((factor) => factor > 0).length / 4000;
    expect(kept).toBeGreaterThan(0.22);
    expect(kept).toBeLessThan(0.28);
  });

  it("acts inside a transformer block, and only in training", async () => {
    const x = tensor(
      Float32Array.from({ length: 24 }, (_, index) => Math.sin(index)),
      [1, 3, 8],
    );
    const losses = async (model: nn.Module) => {
      const loss = await total(model, x, nothing);
      return [loss.item(), await total.evaluate(model, x, nothing)] as const;
    };
    const [training, evaluation] = await losses(nn.transformerBlock(8, 2, { dropout: 0.5 }));
    expect(training).not.toBeCloseTo(evaluation, 3);
    const [plain, same] = await losses(nn.transformerBlock(8, 2));
    expect(plain).toBeCloseTo(same, 4);
    expect(same).toBeCloseTo(evaluation, 4);
  });
});
