import type { numpy as np } from "@jax-js/jax";
import type { Module } from "./module.js";
import type { Parameter } from "./parameter.js";
import { Scope } from "./scope.js";

/**
 * The traced output of a model, with `values` for its parameters; without a key there is no dropout. Owns
 * its arrays.
 */
export function forward(
  model: Module,
  parameters: readonly Parameter[],
  values: readonly np.Array[],
  x: np.Array,
  key?: np.Array,
): np.Array {
  const scope = new Scope(parameters, values, key);
  const output = model.apply(x, scope);
  scope.close();
  return output;
}

/** References to the present values, for a compiled function. The caller owns them. */
export function valuesOf(parameters: readonly Parameter[]): np.Array[] {
  return parameters.map((parameter) => parameter.value.ref);
}
