import { batches, type Dataset } from "@lehr/train";
import type { RunLength } from "lehr";
import type { Config } from "../config/schema.js";

/** What the lengths in a config are counted against, when it runs on these data. */
export function runLength({ train, seed }: Config, data: Dataset): Required<RunLength> {
  const { batchSize, accumulate } = train;
  const stepsPerEpoch = batches(data.train, { batchSize, seed }).stepsPerEpoch / accumulate;
  const totalSteps = train.totalSteps ?? Math.max(1, Math.round(train.epochs! * stepsPerEpoch));
  const perExample = data.task === "tokens" ? data.inputShape[0]! : 1;
  const samplesPerStep = batchSize * accumulate;
  return { totalSteps, stepsPerEpoch, tokensPerStep: samplesPerStep * perExample, samplesPerStep };
}
