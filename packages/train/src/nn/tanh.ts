import { numpy as np } from "@jax-js/jax";
import { Module } from "./module.js";

/**
 * The hyperbolic tangent, number by number.
 *
 * @example
 * import { nn, tensor } from "@lehr/train";
 * await (await nn.tanh().predict(tensor([0]))).data(); // => Float32Array.of(0)
 */
export function tanh(): Module {
  return new Module("tanh", { apply: (x) => np.tanh(x) });
}
