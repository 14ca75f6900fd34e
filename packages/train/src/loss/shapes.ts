import type { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";

/** @throws LehrError BAD_VALUE when the shapes differ: broadcasting them would give a wrong loss in silence. */
export function checkSameShape(loss: string, prediction: np.Array, target: np.Array): void {
  if (prediction.shape.join() === target.shape.join()) return;
  throw new LehrError(
    "BAD_VALUE",
    `${loss}: the model's output and the targets must have the same shape, ` +
      `got [${prediction.shape.join(", ")}] and [${target.shape.join(", ")}]`,
  );
}
