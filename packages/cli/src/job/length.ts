import { stepsPerEpoch, type Dataset } from "@lehr/train";
import type { RunLength } from "lehr";
import type { Config } from "../config/schema.js";

/** Tokens can be counted only where the data have any. */
type KnownLength = RunLength & Required<Omit<RunLength, "tokensPerStep">>;

/** What the lengths in a config are counted against, when it runs on these data. */
export function runLength({ train }: Config, data: Dataset): KnownLength {
  const { batchSize, accumulate } = train;
  const perEpoch = stepsPerEpoch(data.train, { batchSize, accumulate });
  const totalSteps = train.totalSteps ?? Math.max(1, Math.round(train.epochs! * perEpoch));
  const samplesPerStep = batchSize * accumulate;
  return {
    totalSteps,
    stepsPerEpoch: perEpoch,
    samplesPerStep,
    ...(data.task === "tokens" && { tokensPerStep: samplesPerStep * data.inputShape[0]! }),
  };
}
