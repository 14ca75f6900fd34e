import { numpy as np } from "@jax-js/jax";
import { uniform } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

/** Options of {@link linear}. */
export interface LinearOptions {
  /** Whether a learned constant is added. Default true. */
  readonly bias?: boolean;
}

/**
 * y = x·Wᵀ + b, over the last axis: […, inFeatures] → […, outFeatures].
 *
 * `weight` is [outFeatures, inFeatures]; both start uniform on ±1/√inFeatures, as in PyTorch.
 *
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const layer = nn.linear(3, 2);
 * (await layer.predict(tensor([1, 2, 3], [1, 3]))).shape; // => [1, 2]
 */
export function linear(inFeatures: number, outFeatures: number, options: LinearOptions = {}): Module {
  const bound = uniform(1 / Math.sqrt(inFeatures));
  const weight = new Parameter([outFeatures, inFeatures], bound);
  const bias = options.bias === false ? undefined : new Parameter([outFeatures], bound);
  return new Module("linear", {
    parameters: bias ? { weight, bias } : { weight },
    apply: (x, scope) => {
      const product = np.matmul(x, scope.use(weight).transpose());
      return bias ? product.add(scope.use(bias)) : product;
    },
  });
}
