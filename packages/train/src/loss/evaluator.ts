import { jit, type numpy as np } from "@jax-js/jax";
import type { Tensor } from "../engine/tensor.js";
import type { Module } from "../nn/module.js";
import { Scope } from "../nn/scope.js";
import type { LossFormula } from "./loss.js";

type Compiled = (values: np.Array[], x: np.Array, y: np.Array) => np.Array;

/** A function that gives a formula's number for a batch, without gradients or dropout. Compiled once a shape. */
export function evaluator(formula: LossFormula): (model: Module, x: Tensor, y: Tensor) => Promise<number> {
  const cache = new WeakMap<Module, Compiled>();
  return async (model, x, y) => {
    const parameters = model.parameters();
    const compiled =
      cache.get(model) ??
      jit((values: np.Array[], input: np.Array, target: np.Array): np.Array => {
        const scope = new Scope(parameters, values);
        const value = formula(model.apply(input, scope), target);
        scope.close();
        return value;
      });
    cache.set(model, compiled);
    const values = parameters.map((parameter) => parameter.value.ref);
    return (await compiled(values, x.array.ref, y.array.ref).data())[0]!;
  };
}
