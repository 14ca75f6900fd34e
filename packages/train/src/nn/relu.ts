import { numpy as np } from "@jax-js/jax";
import { Module } from "./module.js";

/**
 * max(0, x), number by number. Its slope at 0 is 0, as in PyTorch.
 *
 * @example
 * import { nn, tensor } from "@lehr/train";
 * await (await nn.relu().predict(tensor([-1, 2]))).data(); // => Float32Array.of(0, 2)
 */
export function relu(): Module {
  // The engine gives the slope of a tie to the first argument, so the constant goes first.
  return new Module("relu", { apply: (x) => np.maximum(0, x) });
}
