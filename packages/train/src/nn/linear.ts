import { numpy as np } from "@jax-js/jax";
import { checkInput, checkWhole } from "./check.js";
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
 * @throws LehrError BAD_VALUE for a size that is not a positive whole number, or an input of another width.
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const layer = nn.linear(3, 2);
 * (await layer.predict(tensor([1, 2, 3], [1, 3]))).shape; // => [1, 2]
 */
export function linear(inFeatures: number, outFeatures: number, options: LinearOptions = {}): Module {
  checkWhole("linear", { inFeatures, outFeatures });
  const start = uniform(1 / Math.sqrt(inFeatures));
  const weight = new Parameter([outFeatures, inFeatures], start);
  const bias = options.bias === false ? undefined : new Parameter([outFeatures], start);
  return new Module("linear", {
    parameters: bias ? { weight, bias } : { weight },
    apply: (x, scope) => {
      checkInput("linear", scope, x, x.shape.at(-1) === inFeatures, `end in an axis of ${inFeatures}`);
      const product = np.matmul(x, scope.use(weight).transpose());
      return bias ? product.add(scope.use(bias)) : product;
    },
  });
}
