export { tensor, Tensor, type Numbers } from "./engine/tensor.js";
export { accuracy } from "./loss/accuracy.js";
export { binaryCrossEntropy } from "./loss/binaryCrossEntropy.js";
export { crossEntropy } from "./loss/crossEntropy.js";
export { defineLoss, type Loss, type LossFormula, type LossValue } from "./loss/loss.js";
export { mse } from "./loss/mse.js";
export * as nn from "./nn/index.js";
export { Adadelta, type AdadeltaOptions } from "./optimizer/adadelta.js";
export { Adagrad, type AdagradOptions } from "./optimizer/adagrad.js";
export { Adam, type AdamOptions } from "./optimizer/adam.js";
export { Adamax, type AdamaxOptions } from "./optimizer/adamax.js";
export { AdamW } from "./optimizer/adamw.js";
export { NAdam, type NAdamOptions } from "./optimizer/nadam.js";
export type { ClipOption, Optimizer, OptimizerState, SavedOptimizer } from "./optimizer/optimizer.js";
export { RAdam, type RAdamOptions } from "./optimizer/radam.js";
export { RMSprop, type RMSpropOptions } from "./optimizer/rmsprop.js";
export { SGD, type SGDOptions } from "./optimizer/sgd.js";
export type { Checkpoint, StoredTensor } from "./checkpoint/checkpoint.js";
export { decodeSafetensors, encodeSafetensors } from "./checkpoint/safetensors.js";
export { arrays, type ArraysOptions } from "./data/arrays.js";
export {
  batches,
  evaluationBatches,
  stepsPerEpoch,
  type Batches,
  type BatchesOptions,
} from "./data/batches.js";
export type { CategoryColumn, Column, NumberColumn, Scale } from "./data/columns.js";
export { csv, type CsvOptions, type TableDataset } from "./data/csv.js";
export type { Batch, Dataset, Examples } from "./data/dataset.js";
export { idx, type IdxOptions } from "./data/idx.js";
export { spirals, type SpiralsOptions } from "./data/spirals.js";
export type { Split, SplitOptions } from "./data/split.js";
export { text, type TextDataset, type TextOptions } from "./data/text.js";
export type {
  CheckpointEvent,
  EndEvent,
  EvaluateEvent,
  StartEvent,
  StepEvent,
  TrainEvent,
} from "./trainer/events.js";
export { currentDevice, useDevice, type Device, type DeviceChoice } from "./engine/device.js";
export { evaluate, type Evaluation } from "./trainer/evaluate.js";
export { trainer, type Trainer, type TrainerOptions } from "./trainer/trainer.js";
