import { numpy as np } from "@jax-js/jax";

/** Whole numbers […] → […, count]: 1 where the last axis has that number, else 0. Traced; owns `x`. */
export function oneHot(x: np.Array, count: number): np.Array {
  return x
    .reshape([...x.shape, 1])
    .equal(np.arange(count).astype(np.int32))
    .astype(np.float32);
}
