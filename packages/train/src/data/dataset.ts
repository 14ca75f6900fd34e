import type { Numbers } from "../engine/tensor.js";

/** A batch before it goes to the device: numbers row by row, and their shapes (the batch axis first). */
export interface Batch {
  readonly x: { readonly values: Numbers; readonly shape: readonly number[] };
  readonly y: { readonly values: Numbers; readonly shape: readonly number[] };
}

/** Examples that can be picked by number. */
export interface Examples {
  readonly count: number;
  /** The examples with these numbers, in this order. */
  gather(indices: Int32Array): Batch;
  /**
   * The examples as this epoch sees them, a function of (seed, epoch). Text moves its windows, so that the
   * model meets every alignment; most data have no need of this.
   */
  forEpoch?(seed: number, epoch: number): Examples;
}

/** Data to train on, split once and for all by a seed. */
export interface Dataset {
  /** What the numbers mean: class labels, real targets, or the next token at each place. */
  readonly task: "classification" | "regression" | "tokens";
  /** The shape of one example's input, without the batch axis. Tokens: [context]. */
  readonly inputShape: readonly number[];
  /** How many numbers the model gives: classes, regression targets, or the size of the vocabulary. */
  readonly outputs: number;
  readonly train: Examples;
  readonly validation: Examples;
  /** The names of the classes or the characters of the vocabulary, by number, where there are any. */
  readonly labels?: readonly string[];
}
