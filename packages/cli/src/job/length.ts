import { stepsPerEpoch, type Dataset } from "@lehr/train";
import type { RunLength } from "lehr";
import type { Config } from "../config/schema.js";

/** What the lengths in a config are counted against, when it runs on these data. */
export function runLength({ train }: Config, data: Dataset): Required<RunLength> {
  const { batchSize, accumulate } = train;
  const perEpoch = stepsPerEpoch(data.train, { batchSize, accumulate });
  const totalSteps = train.totalSteps ?? Math.max(1, Math.round(train.epochs! * perEpoch));
  const perExample = data.task === "tokens" ? data.inputShape[0]! : 1;
  const samplesPerStep = batchSize * accumulate;
  return { totalSteps, stepsPerEpoch: perEpoch, tokensPerStep: samplesPerStep * perExample, samplesPerStep };
}
