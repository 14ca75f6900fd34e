import { z } from "zod";
import { data } from "./schema/data.js";
import { model } from "./schema/model.js";
import { optimizer } from "./schema/optimizer.js";
import { schedule } from "./schema/schedule.js";
import { train } from "./schema/train.js";

/** Everything that a run config may say. */
export const configSchema = z
  .strictObject({
    data: data.describe("What to learn from."),
    model: model.describe("What learns. Its inputs and outputs come from the data."),
    optimizer: optimizer.describe("How to make it small. Names, options and defaults are PyTorch's."),
    schedule: schedule.describe("How the rate moves. Default: it stays at the optimizer's lr."),
    train: train.describe("How long, and in what portions."),
    seed: z.int().min(0).default(1).describe("Decides the first weights, the order of the data and dropout."),
    device: z
      .enum(["auto", "wasm", "webgpu"])
      .default("wasm")
      .describe(
        "Where the numbers are crunched. wasm gives the same bytes everywhere; auto takes WebGPU where it is there.",
      ),
  })
  .meta({ title: "A training run of lehr" });

/** A config with everything filled in. */
export type Config = z.output<typeof configSchema>;
