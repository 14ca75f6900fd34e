import type { numpy as np } from "@jax-js/jax";

/** average + weight·(value − average). Traced; owns its arguments. */
export function mixed(average: np.Array, value: np.Array, weight: np.Array): np.Array {
  return average.ref.add(value.sub(average).mul(weight));
}

/** keep·average + fresh·value². Traced; owns its arguments. */
export function mixedSquare(average: np.Array, value: np.Array, keep: np.Array, fresh: np.Array): np.Array {
  return average.mul(keep).add(value.ref.mul(value).mul(fresh));
}
