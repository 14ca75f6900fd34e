import { numpy as np } from "@jax-js/jax";
import { oneHot } from "./oneHot.js";
import { checkInput, checkNotNegative, checkWhole } from "./check.js";
import { normal } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

/** Options of {@link embedding}. */
export interface EmbeddingOptions {
  /** The standard deviation of the first values. Default 1, as in PyTorch; a GPT learns sooner from 0.02. */
  readonly std?: number;
}

/**
 * The learned vector of each token: whole numbers […] → […, width].
 *
 * `weight` is [count, width] and starts normal around 0. A token outside 0 … count − 1 gives zeros.
 *
 * @throws LehrError BAD_VALUE for a size that is not a positive whole number, a negative `std`, or an input
 * that is not int32.
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const layer = nn.embedding(96, 8);
 * (await layer.predict(tensor(Int32Array.of(5, 7, 5), [1, 3]))).shape; // => [1, 3, 8]
 */
export function embedding(count: number, width: number, options: EmbeddingOptions = {}): Module {
  const { std = 1 } = options;
  checkWhole("embedding", { count, width });
  checkNotNegative("embedding", "std", std);
  const weight = new Parameter([count, width], normal(std));
  return new Module("embedding", {
    parameters: { weight },
    apply: (x, scope) => {
      checkInput("embedding", scope, x, x.dtype === "int32", "hold whole numbers (an Int32Array)");
      // A matrix product and not a lookup: the gradient of the engine's gather does not compile.
      return np.matmul(oneHot(x, count), scope.use(weight));
    },
  });
}
