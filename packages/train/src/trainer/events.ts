import type { Finding } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";

/** The first event of a run, and again of every continuation. */
export interface StartEvent {
  readonly type: "start";
  /** Updates already made: 0, or where a resumed run goes on. */
  readonly step: number;
  readonly totalSteps: number;
  /** Updates in one pass over the examples; a fraction when they do not divide. */
  readonly stepsPerEpoch: number;
  readonly seed: number;
  readonly device: "wasm" | "webgpu";
  /** How many single numbers the model learns. */
  readonly parameters: number;
  /** What looks wrong with the schedule for a run of this length. */
  readonly findings: readonly Finding[];
}

/** One update has been made. */
export interface StepEvent {
  readonly type: "step";
  /** The number of this update; the first is 0. */
  readonly step: number;
  readonly epoch: number;
  /** The loss before this update, on this update's batch. */
  readonly loss: number;
  /** The rate that this update used, for each parameter group. */
  readonly lr: readonly number[];
}

/** The validation set has been measured. */
export interface EvaluateEvent {
  readonly type: "evaluate";
  /** Updates made when it was measured. */
  readonly step: number;
  readonly loss: number;
  /** The share of right answers, for classes and tokens. */
  readonly accuracy?: number;
}

/** The state after `step` updates, for whoever keeps it. */
export interface CheckpointEvent {
  readonly type: "checkpoint";
  readonly step: number;
  readonly checkpoint: Checkpoint;
}

/** The last event. */
export interface EndEvent {
  readonly type: "end";
  /** Updates made. */
  readonly step: number;
  readonly reason: "finished" | "stopped" | "diverged";
  /** The last measured validation loss, if any was. */
  readonly validationLoss?: number;
}

/** What happens in a run, in order. */
export type TrainEvent = StartEvent | StepEvent | EvaluateEvent | CheckpointEvent | EndEvent;
