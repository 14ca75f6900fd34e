import { lax, numpy as np } from "@jax-js/jax";
import { polynomial, withSlope } from "./elementary.js";

const LOWEST = -30;
const TAYLOR = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040];

/**
 * eˣ for x ≤ 0, and 0 below −30: what a softmax needs. Traced; owns `x`.
 *
 * The engine's exponential works on one number at a time on wasm; additions and products work on four. So
 * this is the Taylor polynomial of e^(x/32), squared five times. Right to 4e-6 of the value.
 */
export function expOfNegative(x: np.Array): np.Array {
  const clipped = np.maximum(x.ref, LOWEST);
  let value = polynomial(lax.stopGradient(clipped.ref.mul(1 / 32)) as np.Array, TAYLOR);
  for (let squaring = 0; squaring < 5; squaring++) value = value.ref.mul(value);
  return np.where(x.less(LOWEST), 0, withSlope(clipped, value.ref, value));
}
