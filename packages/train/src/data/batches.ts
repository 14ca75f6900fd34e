import { LehrError } from "lehr";
import { permutation } from "../engine/random.js";
import type { Batch, Examples } from "./dataset.js";

/** Options of {@link batches}. */
export interface BatchesOptions {
  /** Examples in a batch. */
  readonly batchSize: number;
  /** Decides the order of the examples. */
  readonly seed: number;
}

/** The batches of a whole run, by number. */
export interface Batches {
  /** Full batches in one pass over the examples. */
  readonly stepsPerEpoch: number;
  /** The batch of one step, and the pass that it belongs to. Both count from 0. */
  at(step: number): { readonly epoch: number; readonly batch: Batch };
}

/**
 * Cuts the examples into batches, in a new order each epoch. What a step gets is a function of the examples,
 * the seed and the step alone, so a resumed run needs to save nothing about its data. The examples that do
 * not fill the last batch of an epoch are left out of that epoch; the next order draws others.
 *
 * @throws LehrError BAD_VALUE when the batch size is not a positive integer or above the number of examples.
 * @example
 * import { arrays, batches } from "@lehr/train";
 * const x = Float32Array.from({ length: 20 }, (_, i) => i);
 * const data = arrays({ task: "regression", x, y: x, inputShape: [1], validation: "10%" });
 * const order = batches(data.train, { batchSize: 4, seed: 0 });
 * order.stepsPerEpoch; // => 4
 * order.at(5).epoch; // => 1
 */
export function batches(examples: Examples, { batchSize, seed }: BatchesOptions): Batches {
  const perEpoch = stepsPerEpoch(examples, { batchSize });
  let current: { epoch: number; order: Int32Array; examples: Examples } | undefined;
  return {
    stepsPerEpoch: perEpoch,
    at(step) {
      const epoch = Math.floor(step / perEpoch);
      if (current?.epoch !== epoch) {
        current = {
          epoch,
          order: permutation(examples.count, seed, "order", epoch),
          examples: examples.forEpoch?.(seed, epoch) ?? examples,
        };
      }
      const start = (step % perEpoch) * batchSize;
      return { epoch, batch: current.examples.gather(current.order.subarray(start, start + batchSize)) };
    },
  };
}

/**
 * Updates in one pass over the examples: ⌊examples / batchSize⌋ / accumulate. A fraction when `accumulate`
 * does not divide the batches; what is counted in epochs is rounded once, where the run's length is made.
 *
 * @throws LehrError BAD_VALUE when the batch size is not a positive integer or above the number of examples.
 * @example
 * import { arrays, stepsPerEpoch } from "@lehr/train";
 * const x = new Float32Array(11);
 * const data = arrays({ task: "regression", x, y: x, inputShape: [1], validation: 1 });
 * stepsPerEpoch(data.train, { batchSize: 2, accumulate: 2 }); // => 2.5
 */
export function stepsPerEpoch(
  examples: Examples,
  { batchSize, accumulate = 1 }: { readonly batchSize: number; readonly accumulate?: number },
): number {
  checkBatchSize("batches", batchSize);
  if (batchSize > examples.count) {
    throw new LehrError(
      "BAD_VALUE",
      `batches: batchSize must be at most the number of training examples, got ${batchSize} for ${examples.count} examples`,
    );
  }
  return Math.floor(examples.count / batchSize) / accumulate;
}

/**
 * Every example once, in their own order; the last batch is smaller when the size does not divide them.
 *
 * @throws LehrError BAD_VALUE when the batch size is not a positive integer.
 */
export function* evaluationBatches(examples: Examples, batchSize: number): Generator<Batch, void> {
  checkBatchSize("evaluationBatches", batchSize);
  for (let start = 0; start < examples.count; start += batchSize) {
    const length = Math.min(batchSize, examples.count - start);
    yield examples.gather(Int32Array.from({ length }, (_, index) => start + index));
  }
}

function checkBatchSize(where: string, batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new LehrError("BAD_VALUE", `${where}: batchSize must be a positive integer, got ${batchSize}`);
  }
}
