import { numpy as np } from "@jax-js/jax";
import { checkInput, checkWhole } from "./check.js";
import { filled } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

const EPSILON = 1e-5;

/**
 * y = (x − mean) / √(variance + 1e-5) · weight + bias, over the last axis: […, width] → […, width].
 *
 * The variance divides by width. `weight` starts at 1 and `bias` at 0, as in PyTorch.
 *
 * @throws LehrError BAD_VALUE for a width that is not a positive whole number, or an input of another width.
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const layer = nn.layerNorm(2);
 * const [low, high] = await (await layer.predict(tensor([1, 3], [1, 2]))).data();
 * Math.round(low); // => -1
 * Math.round(high); // => 1
 */
export function layerNorm(width: number): Module {
  checkWhole("layerNorm", { width });
  const weight = new Parameter([width], filled(1));
  const bias = new Parameter([width], filled(0));
  return new Module("layerNorm", {
    parameters: { weight, bias },
    apply: (x, scope) => {
      checkInput("layerNorm", scope, x, x.shape.at(-1) === width, `end in an axis of ${width}`);
      const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
      const variance = centred.ref.mul(centred.ref).mean(-1, { keepdims: true });
      const scale = np.reciprocal(np.sqrt(variance.add(EPSILON)));
      return centred.mul(scale).mul(scope.use(weight)).add(scope.use(bias));
    },
  });
}
