import { z } from "zod";
import { count, fraction, oneOf } from "./values.js";

const activation = z
  .enum(["relu", "gelu", "tanh"])
  .default("relu")
  .describe("What bends between the layers.");
const dropout = fraction.default(0).describe("The share of numbers that training sets to zero.");

export const model = oneOf({
  transformer: z
    .strictObject({
      width: count.default(64).describe("Numbers for each character. A multiple of heads."),
      layers: count.default(2).describe("Transformer blocks, one on the other."),
      heads: count.default(4).describe("Attention heads in each block."),
      dropout,
    })
    .describe("A causal transformer, for text."),
  mlp: z
    .strictObject({
      hidden: z.array(count).default([64, 64]).describe("The widths of the layers between input and output."),
      activation,
      dropout,
    })
    .describe("Fully connected layers, for anything but text."),
  convnet: z
    .strictObject({
      channels: z
        .array(count)
        .min(1)
        .default([16, 32])
        .describe("One convolution each, 3 × 3, followed by pooling that halves the sides."),
      hidden: count.default(64).describe("The width of the layer before the output."),
      activation,
      dropout,
    })
    .describe("Convolutions and pooling, for images."),
});
