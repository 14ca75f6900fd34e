/** Numbers with a shape, off the device. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Everything that a run needs to go on as if it had never stopped. Plain data. */
export interface Checkpoint {
  /** Updates made. */
  readonly step: number;
  /** The model's parameters by PyTorch's names: `0.weight`. */
  readonly model: Readonly<Record<string, StoredTensor>>;
  /** The optimizer's arrays: `0.weight.momentumBuffer`. */
  readonly optimizer: Readonly<Record<string, StoredTensor>>;
  /** Everything else, as JSON: the optimizer's numbers, the scheduler's state, the trainer's own. */
  readonly state: Readonly<Record<string, unknown>>;
}
