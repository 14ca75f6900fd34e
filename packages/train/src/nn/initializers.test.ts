import { describe, expect, it } from "vitest";
import * as nn from "./index.js";

async function values(model: nn.Module, name: string): Promise<Float32Array> {
  return (await model.stateDict())[name]!.data as Float32Array;
}

function mean(numbers: Float32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function deviation(numbers: Float32Array): number {
  return Math.sqrt(mean(numbers.map((number) => number ** 2)) - mean(numbers) ** 2);
}

describe("first values", () => {
  it.each([
    ["linear", nn.linear(100, 50), 1 / 10],
    ["conv2d", nn.conv2d(4, 50, 5), 1 / 10],
  ])("%s: uniform on ±1/√fanIn, weight and bias", async (_, layer, bound) => {
    const weight = await values(layer, "weight");
    const extreme = Math.max(...weight.map(Math.abs));
    expect(extreme).toBeLessThanOrEqual(bound);
    expect(extreme).toBeGreaterThan(0.99 * bound);
    expect(Math.abs(mean(weight))).toBeLessThan(0.03 * bound);
    expect(deviation(weight) / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
    const bias = await values(layer, "bias");
    expect(Math.max(...bias.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(deviation(bias)).toBeGreaterThan(0.4 * bound);
  });

  it.each([
    ["embedding, as PyTorch's", nn.embedding(100, 50), 1],
    ["embedding, as asked", nn.embedding(100, 50, { std: 0.1 }), 0.1],
    ["positionEmbedding, as GPT-2's", nn.positionEmbedding(100, 50), 0.02],
    ["positionEmbedding, as asked", nn.positionEmbedding(100, 50, { std: 3 }), 3],
  ])("%s: normal", async (_, layer, std) => {
    const weight = await values(layer, "weight");
    expect(mean(weight) / std).toBeCloseTo(0, 1);
    expect(deviation(weight) / std).toBeCloseTo(1, 1);
    expect(Math.max(...weight) / std).toBeGreaterThan(3);
  });

  it("layerNorm: ones and zeros", async () => {
    expect(await values(nn.layerNorm(3), "weight")).toEqual(Float32Array.of(1, 1, 1));
    expect(await values(nn.layerNorm(3), "bias")).toEqual(Float32Array.of(0, 0, 0));
  });
});

describe("first values are a function of the seed and the name", () => {
  const build = (...more: nn.Module[]): nn.Module => nn.sequential(nn.linear(4, 4), nn.linear(4, 4), ...more);

  it("the same for the same seed, whatever else the model holds", async () => {
    const one = build().initialize(7);
    const other = build(nn.transformerBlock(4, 2)).initialize(7);
    expect(await values(other, "1.weight")).toEqual(await values(one, "1.weight"));
  });

  it("others for another seed or another name", async () => {
    const model = build().initialize(7);
    const first = await values(model, "0.weight");
    expect(await values(model, "1.weight")).not.toEqual(first);
    expect(await values(build().initialize(8), "0.weight")).not.toEqual(first);
  });

  it("those of seed 0 where nobody initialises", async () => {
    expect(await values(build(), "0.weight")).toEqual(await values(build().initialize(0), "0.weight"));
  });
});
