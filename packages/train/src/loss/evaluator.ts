import { jit, type numpy as np } from "@jax-js/jax";
import { call } from "../engine/call.js";
import type { Tensor } from "../engine/tensor.js";
import { forward, valuesOf } from "../nn/forward.js";
import type { Module } from "../nn/module.js";
import type { LossFormula } from "./loss.js";

type Compiled = (values: np.Array[], x: np.Array, y: np.Array) => np.Array;

/** A function that gives a formula's number for a batch, without gradients or dropout. Compiled once a shape. */
export function evaluator(formula: LossFormula): (model: Module, x: Tensor, y: Tensor) => Promise<number> {
  const cache = new WeakMap<Module, Compiled>();
  return async (model, x, y) => {
    const parameters = model.parameters();
    const compiled =
      cache.get(model) ??
      jit((values: np.Array[], input: np.Array, target: np.Array) =>
        formula(forward(model, parameters, values, input), target),
      );
    cache.set(model, compiled);
    return (await call(compiled, valuesOf(parameters), x.array.ref, y.array.ref).data())[0]!;
  };
}
