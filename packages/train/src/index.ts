export { tensor, Tensor, type Numbers } from "./engine/tensor.js";
export { type Loss, type LossValue } from "./loss/loss.js";
export { mse } from "./loss/mse.js";
export * as nn from "./nn/index.js";
export { SGD, type SGDOptions } from "./optimizer/sgd.js";
export type { Checkpoint, StoredTensor } from "./checkpoint/checkpoint.js";
export type { Batch, Dataset, Examples } from "./data/dataset.js";
export type {
  CheckpointEvent,
  EndEvent,
  EvaluateEvent,
  StartEvent,
  StepEvent,
  TrainEvent,
} from "./trainer/events.js";
