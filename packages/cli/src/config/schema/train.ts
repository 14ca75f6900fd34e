import { z } from "zod";
import { count, length } from "./values.js";

export const train = z
  .strictObject({
    totalSteps: count.optional().describe("Updates in the whole run. Either this or epochs."),
    epochs: z.number().gt(0).optional().describe("Passes over the training data. Either this or totalSteps."),
    batchSize: count.default(32).describe("Examples in one batch."),
    accumulate: count.default(1).describe("Batches whose gradients are averaged into one update."),
    evaluateEvery: length.default("10%").describe("How often to measure the validation data."),
    checkpointEvery: length.default("10%").describe("How often to save."),
  })
  .refine((train) => (train.totalSteps === undefined) !== (train.epochs === undefined), {
    error: "must hold exactly one of totalSteps, epochs",
  })
  .meta({ oneOf: [must("totalSteps"), must("epochs")] });

/** In the words of JSON Schema: an object that has this key. */
function must(key: string) {
  return { type: "object", properties: { [key]: {} }, required: [key] };
}
