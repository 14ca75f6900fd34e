import { defineLoss } from "./loss.js";
import { checkSameShape } from "./shapes.js";

/**
 * The mean squared error over every number of the batch: mean((prediction − target)²), as PyTorch's `MSELoss`.
 *
 * @throws LehrError BAD_VALUE when the shapes differ.
 * @example
 * import { mse, nn, tensor } from "@lehr/train";
 * const loss = await mse(nn.linear(2, 1), tensor([1, 2], [1, 2]), tensor([3], [1, 1]));
 * await loss.backward();
 */
export const mse = defineLoss((prediction, target) => {
  checkSameShape("mse", prediction, target);
  const difference = prediction.sub(target);
  return difference.ref.mul(difference).mean();
});
