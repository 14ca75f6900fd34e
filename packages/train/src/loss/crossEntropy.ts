import { lax, numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { expOfNegative } from "../nn/exp.js";
import { oneHot } from "../nn/oneHot.js";
import { log } from "./log.js";
import { defineLoss } from "./loss.js";

/**
 * The mean over the batch of −log softmax(logits)[target]: logits […, classes] and int32 targets […], as
 * PyTorch's `CrossEntropyLoss` (with the classes on the last axis).
 *
 * Nothing overflows, whatever the logits. A target outside 0 … classes − 1 counts as no class at all.
 *
 * @throws LehrError BAD_VALUE when the targets are not int32 or do not have the shape of the logits without
 * their last axis.
 * @example
 * import { crossEntropy, nn, tensor } from "@lehr/train";
 * const model = nn.linear(4, 3);
 * const loss = await crossEntropy(model, tensor([1, 2, 3, 4], [1, 4]), tensor(Int32Array.of(2)));
 * await loss.backward();
 */
export const crossEntropy = defineLoss((logits, target) => {
  if (target.dtype !== np.int32 || target.shape.join() !== logits.shape.slice(0, -1).join()) {
    throw new LehrError(
      "BAD_VALUE",
      `crossEntropy: for logits [${logits.shape.join(", ")}] the targets must be int32 ` +
        `[${logits.shape.slice(0, -1).join(", ")}], got ${target.dtype} [${target.shape.join(", ")}]`,
    );
  }
  const highest = lax.stopGradient(logits.ref.max(-1, { keepdims: true })) as np.Array;
  const shifted = logits.sub(highest);
  const chosen = oneHot(target, shifted.shape.at(-1)!).mul(shifted.ref).sum(-1);
  return log(expOfNegative(shifted).sum(-1)).sub(chosen).mean();
});
