import { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import type { Tensor } from "../engine/tensor.js";
import type { Module } from "../nn/module.js";
import { evaluator } from "./evaluator.js";

/**
 * The share of right answers, from 0 to 1, without dropout. Classes or tokens: logits […, classes] against
 * int32 targets […], where the largest logit is the answer. Two classes with one logit: […, 1] against 0 and
 * 1 in as many numbers, where a logit above 0 answers 1.
 *
 * @throws LehrError BAD_VALUE for targets of another shape or kind.
 * @example
 * import { accuracy, nn, tensor } from "@lehr/train";
 * const share = await accuracy(nn.linear(4, 3), tensor([1, 2, 3, 4], [1, 4]), tensor(Int32Array.of(2)));
 */
export const accuracy: (model: Module, x: Tensor, y: Tensor) => Promise<number> = evaluator(accuracyOf);

/** The traced formula of {@link accuracy}. Owns both arguments. */
export function accuracyOf(prediction: np.Array, target: np.Array): np.Array {
  const { shape } = prediction;
  const classes = shape.at(-1);
  if (classes === 1 && target.size === prediction.size) {
    const answers = prediction.greater(0);
    return answers
      .equal(target.reshape([...shape]).greater(0.5))
      .astype(np.float32)
      .mean();
  }
  if (target.dtype !== np.int32 || target.shape.join() !== shape.slice(0, -1).join()) {
    throw new LehrError(
      "BAD_VALUE",
      `accuracy: for an output of shape [${shape.join(", ")}] the targets must be int32 ` +
        `[${shape.slice(0, -1).join(", ")}], got ${target.dtype} [${target.shape.join(", ")}]`,
    );
  }
  return np.argmax(prediction, -1).equal(target).astype(np.float32).mean();
}
