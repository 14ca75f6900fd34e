import { LehrError, type Scheduler } from "lehr";
import type { Dataset } from "../data/dataset.js";
import type { Loss } from "../loss/loss.js";
import type { Module } from "../nn/module.js";
import type { Optimizer } from "../optimizer/optimizer.js";
import type { Evaluation } from "./evaluate.js";

/** What a run is made of. */
export interface TrainerOptions {
  readonly model: Module;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Writes the rates into the optimizer; the trainer steps it after every update. */
  readonly scheduler: Scheduler;
  readonly data: Dataset;
  /** Examples in one batch. */
  readonly batchSize: number;
  /** Updates in the whole run. */
  readonly totalSteps: number;
  /** Decides the order of the examples. Default 0. */
  readonly seed?: number;
  /** Batches whose gradients are averaged into one update. Default 1. */
  readonly accumulate?: number;
  /** Updates between measurements of the validation set; the last update is always followed by one. */
  readonly evaluateEvery?: number;
  /** Updates between checkpoints; the last update is always followed by one. */
  readonly checkpointEvery?: number;
}

/** The trainer's own part of a checkpoint: checked on resume, because another value is another run. */
export interface RunState {
  readonly seed: number;
  readonly batchSize: number;
  readonly accumulate: number;
  readonly totalSteps: number;
  readonly examples: number;
  /** Tells these examples from others. */
  readonly fingerprint: string;
}

/** A measurement of the validation set, and after how many updates it was made. */
export type Measured = Evaluation & { readonly step: number };

/** @throws LehrError BAD_VALUE for a count that is not a positive integer, or another optimizer's scheduler. */
export function checkOptions(options: TrainerOptions): void {
  const { totalSteps, batchSize, accumulate, evaluateEvery, checkpointEvery } = options;
  for (const [name, count] of Object.entries({
    totalSteps,
    batchSize,
    accumulate,
    evaluateEvery,
    checkpointEvery,
  })) {
    if (count !== undefined && !(Number.isSafeInteger(count) && count > 0)) {
      throw new LehrError("BAD_VALUE", `trainer: ${name} must be a positive integer, got ${count}`);
    }
  }
  if (options.scheduler.optimizer !== options.optimizer) {
    throw new LehrError("BAD_VALUE", "trainer: the scheduler was built on another optimizer");
  }
}
