import { numpy as np } from "@jax-js/jax";
import { log } from "./log.js";
import { defineLoss } from "./loss.js";
import { checkSameShape } from "./shapes.js";

/**
 * The mean of −y·log σ(x) − (1 − y)·log(1 − σ(x)) over every number, for logits x and targets y in [0, 1] of
 * the same shape: PyTorch's `BCEWithLogitsLoss`. Give it the model's output without a sigmoid.
 *
 * Computed as max(x, 0) − x·y + log(1 + exp(−|x|)), so nothing overflows.
 *
 * @throws LehrError BAD_VALUE when the shapes differ.
 * @example
 * import { binaryCrossEntropy, nn, tensor } from "@lehr/train";
 * const model = nn.linear(2, 1);
 * const loss = await binaryCrossEntropy(model, tensor([1, 2], [1, 2]), tensor([1], [1, 1]));
 * await loss.backward();
 */
export const binaryCrossEntropy = defineLoss((logits, target) => {
  checkSameShape("binaryCrossEntropy", logits, target);
  // Both kinks take their right-hand slope at 0, which together is the true one: 1/2 − y.
  const negative = logits.ref.less(0);
  const positivePart = np.where(negative.ref, 0, logits.ref);
  const minusMagnitude = np.where(negative, logits.ref, logits.ref.neg());
  const tail = log(np.exp(minusMagnitude).add(1));
  return positivePart.sub(logits.mul(target)).add(tail).mean();
});
