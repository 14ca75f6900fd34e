import {
  crossEntropy,
  mse,
  trainer,
  useDevice,
  type Dataset,
  type Device,
  type nn,
  type Trainer,
} from "@lehr/train";
import { Scheduler, stepsOf } from "lehr";
import { pathed } from "../config/configError.js";
import { optimizerOf } from "../config/optimizer.js";
import type { LoadedConfig } from "../config/read.js";
import { buildSchedule } from "../config/schedule.js";
import type { Config } from "../config/schema.js";
import type { RunInfo } from "../run/runInfo.js";
import { openData } from "./data.js";
import { runLength } from "./length.js";
import { buildModel } from "./model.js";
import { buildOptimizer } from "./optimizer.js";

/** A config turned into things that run. */
export interface Job extends RunInfo {
  readonly name: string;
  readonly config: Config;
  readonly device: Device;
  readonly data: Dataset;
  readonly model: nn.Module;
  readonly trainer: Trainer;
}

/**
 * Reads the data, builds the model and everything around it.
 *
 * @throws LehrError with the place in the config where the config is to blame.
 */
export async function openJob({ name, config, located }: LoadedConfig): Promise<Job> {
  try {
    const device = await useDevice(config.device);
    const data = await openData(config);
    const model = buildModel(config, data);
    const optimizer = buildOptimizer(config, model);
    const length = runLength(config, data);
    const schedule = buildSchedule(config.schedule, length);
    const { batchSize, accumulate, evaluateEvery, checkpointEvery } = config.train;
    const run = trainer({
      model,
      loss: data.task === "regression" ? mse : crossEntropy,
      optimizer,
      scheduler: new Scheduler(optimizer, schedule),
      data,
      batchSize,
      totalSteps: length.totalSteps,
      seed: config.seed,
      accumulate,
      evaluateEvery: pathed(() => stepsOf(evaluateEvery, length, "train.evaluateEvery")),
      checkpointEvery: pathed(() => stepsOf(checkpointEvery, length, "train.checkpointEvery")),
    });
    const [, { lr: base }] = optimizerOf(config);
    return { name, config, device, data, model, trainer: run, schedule, base, totalSteps: length.totalSteps };
  } catch (error) {
    throw located(error);
  }
}
