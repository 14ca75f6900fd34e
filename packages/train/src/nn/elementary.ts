import { lax, type numpy as np } from "@jax-js/jax";

/** c₀ + c₁x + c₂x² + …, by Horner's rule. Traced; owns `x`. */
export function polynomial(x: np.Array, coefficients: readonly number[]): np.Array {
  const [last, ...lower] = coefficients.toReversed();
  let sum = x.ref.mul(last!).add(lower[0]!);
  for (const coefficient of lower.slice(1)) sum = sum.mul(x.ref).add(coefficient);
  x.dispose();
  return sum;
}

/** `value` with the derivative `slope` by x, whatever they were computed from. Traced; owns its arguments. */
export function withSlope(x: np.Array, value: np.Array, slope: np.Array): np.Array {
  const zero = x.ref.sub(lax.stopGradient(x) as np.Array);
  return (lax.stopGradient(value) as np.Array).add(zero.mul(lax.stopGradient(slope) as np.Array));
}
