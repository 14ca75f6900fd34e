import { numpy as np } from "@jax-js/jax";

/**
 * The natural logarithm to float32's precision. The engine's own is off by up to 1e-5 on wasm, so one step
 * of Newton's method follows: y ← y + x·exp(−y) − 1, whose slope is 1/x as well. Traced; owns `x`.
 */
export function log(x: np.Array): np.Array {
  const rough = np.log(x.ref);
  return rough.ref.add(x.mul(np.exp(rough.neg()))).sub(1);
}
