import { numpy as np } from "@jax-js/jax";

/** The engine's random key with these two 32-bit words. A key is an argument of a compiled function. */
export function randomKey(high: number, low: number): np.Array {
  return np.array(Uint32Array.of(high, low));
}
