import { numpy as np } from "@jax-js/jax";

/**
 * Scales all gradients by min(1, limit / (‖g‖₂ + 1e-6)), where the norm runs over all of them together:
 * PyTorch's `clip_grad_norm_`. Traced; owns its arguments.
 */
export function clipByGlobalNorm(gradients: readonly np.Array[], limit: np.Array): np.Array[] {
  const squares = gradients.map((gradient) => total(gradient.ref.mul(gradient.ref)));
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)));
  const factor = np.minimum(limit.div(norm.add(1e-6)), 1);
  const scaled = gradients.map((gradient) => gradient.mul(factor.ref));
  factor.dispose();
  return scaled;
}

/** The sum, one axis after the other: adding a million numbers in one go loses three digits of float32. */
function total(array: np.Array): np.Array {
  return array.shape.reduce((sum) => sum.sum(-1), array);
}
