import { checkInput } from "./check.js";
import { Module } from "./module.js";

/**
 * Makes one axis of all but the first: [batch, a, b, …] → [batch, a·b·…].
 *
 * @throws LehrError BAD_VALUE for an input without axes.
 * @example
 * import { nn, tensor } from "@lehr/train";
 * (await nn.flatten().predict(tensor([1, 2, 3, 4], [1, 2, 2]))).shape; // => [1, 4]
 */
export function flatten(): Module {
  return new Module("flatten", {
    apply: (x, scope) => {
      checkInput("flatten", scope, x, x.ndim >= 1, "have a batch axis");
      return x.reshape([x.shape[0]!, -1]);
    },
  });
}
