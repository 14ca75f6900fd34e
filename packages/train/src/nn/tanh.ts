import { numpy as np } from "@jax-js/jax";
import { Module } from "./module.js";

/**
 * The hyperbolic tangent, number by number.
 *
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const [value] = await (await nn.tanh().predict(tensor([1]))).data();
 * value.toFixed(4); // => "0.7616"
 */
export function tanh(): Module {
  return new Module("tanh", { apply: (x) => np.tanh(x) });
}
