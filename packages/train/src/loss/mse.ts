import { defineLoss } from "./loss.js";

/** The mean squared error over every number of the batch: mean((prediction − target)²). */
export const mse = defineLoss("mse", (prediction, target) => {
  const difference = prediction.sub(target);
  return difference.ref.mul(difference).mean();
});
