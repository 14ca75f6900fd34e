import { LehrError } from "lehr";
import { describe, expect, it } from "vitest";
import { tensor } from "../engine/tensor.js";
import * as nn from "./index.js";

describe("a layer refuses sizes that make no sense, when it is built", () => {
  it.each<[string, () => nn.Module, string]>([
    ["linear", () => nn.linear(0, 2), "linear: inFeatures must be a whole number of at least 1, got 0"],
    ["linear", () => nn.linear(2, 1.5), "linear: outFeatures must be a whole number of at least 1, got 1.5"],
    [
      "conv2d",
      () => nn.conv2d(1, NaN, 3),
      "conv2d: outChannels must be a whole number of at least 1, got NaN",
    ],
    [
      "conv2d",
      () => nn.conv2d(1, 2, [3, 0]),
      "conv2d: kernel columns must be a whole number of at least 1, got 0",
    ],
    [
      "conv2d",
      () => nn.conv2d(1, 2, 3, { padding: -1 }),
      "conv2d: padding rows must be a whole number of at least 0, got -1",
    ],
    [
      "maxPool2d",
      () => nn.maxPool2d(2, { stride: 0 }),
      "maxPool2d: stride rows must be a whole number of at least 1, got 0",
    ],
    [
      "embedding",
      () => nn.embedding(Infinity, 2),
      "embedding: count must be a whole number of at least 1, got Infinity",
    ],
    [
      "embedding",
      () => nn.embedding(2, 2, { std: -1 }),
      "embedding: std must be a finite number ≥ 0, got -1",
    ],
    ["dropout", () => nn.dropout(1), "dropout: p must be in [0, 1), got 1"],
    ["dropout", () => nn.dropout(NaN), "dropout: p must be in [0, 1), got NaN"],
    [
      "selfAttention",
      () => nn.selfAttention(10, 4),
      "selfAttention: width must be a multiple of heads, got 10 and 4",
    ],
    [
      "transformerBlock",
      () => nn.transformerBlock(8, 2, { hidden: 0 }),
      "transformerBlock: hidden must be a whole number of at least 1, got 0",
    ],
  ])("%s: %#", (_, build, message) => {
    expect(build).toThrowError(new LehrError("BAD_VALUE", message));
  });
});

describe("an input of the wrong shape is named with the layer's place in the model", () => {
  const zeros = (...shape: number[]) => tensor(new Float32Array(shape.reduce((a, b) => a * b)), shape);

  it.each<[string, nn.Module, ReturnType<typeof zeros>, string]>([
    ["linear", nn.linear(4, 2), zeros(3, 5), "linear: the input must end in an axis of 4, got [3, 5]"],
    [
      "linear inside",
      nn.sequential(nn.flatten(), nn.sequential(nn.relu(), nn.linear(4, 2))),
      zeros(1, 5),
      'linear "1.1": the input must end in an axis of 4, got [1, 5]',
    ],
    [
      "conv2d",
      nn.sequential(nn.conv2d(3, 8, 3)),
      zeros(2, 1, 28, 28),
      'conv2d "0": the input must be [batch, 3, rows, columns], no smaller than the kernel 3×3, got [2, 1, 28, 28]',
    ],
    [
      "conv2d, image too small",
      nn.conv2d(1, 8, 5, { padding: 1 }),
      zeros(2, 1, 2, 9),
      "conv2d: the input must be [batch, 1, rows, columns], no smaller than the kernel 5×5, got [2, 1, 2, 9]",
    ],
    [
      "maxPool2d",
      nn.maxPool2d(2),
      zeros(2, 4),
      "maxPool2d: the input must be [batch, channels, rows, columns], no smaller than the kernel 2×2, got [2, 4]",
    ],
    [
      "embedding",
      nn.embedding(4, 2),
      tensor([1, 2]),
      "embedding: the input must hold whole numbers (an Int32Array), got [2]",
    ],
    [
      "positionEmbedding",
      nn.positionEmbedding(4, 2),
      zeros(1, 5, 2),
      "positionEmbedding: the input must be [batch, at most 4, 2], got [1, 5, 2]",
    ],
    [
      "attention in a block",
      nn.sequential(nn.transformerBlock(8, 2)),
      zeros(4, 8),
      'selfAttention "0.attention": the input must be [batch, length, 8], got [4, 8]',
    ],
    [
      "layerNorm",
      nn.layerNorm(4),
      tensor(Int32Array.of(1, 2, 3), [1, 3]),
      "layerNorm: the input must end in an axis of 4, got int32 [1, 3]",
    ],
  ])("%s", async (_, model, input, message) => {
    await expect(model.predict(input)).rejects.toThrowError(new LehrError("BAD_VALUE", message));
  });

  it("and the model works on with a right one", async () => {
    const model = nn.sequential(nn.linear(4, 2));
    await expect(model.predict(zeros(3, 5))).rejects.toThrowError(LehrError);
    expect((await model.predict(zeros(3, 4))).shape).toEqual([3, 2]);
  });
});
