import { numpy as np, random } from "@jax-js/jax";
import { checkProbability } from "./check.js";
import { Module } from "./module.js";
import type { Scope } from "./scope.js";

/**
 * In training, zeroes each number with probability p and scales the others by 1/(1 − p); else does nothing.
 *
 * What is zeroed is a function of (the model's seed, step, place in the model). The trainer gives the step; a
 * loop of your own that goes on in another process gives it to the loss.
 *
 * @throws LehrError BAD_VALUE unless 0 ≤ p < 1.
 * @example
 * import { nn } from "@lehr/train";
 * const model = nn.sequential(nn.linear(784, 256), nn.relu(), nn.dropout(0.1), nn.linear(256, 10));
 */
export function dropout(p = 0.5): Module {
  checkProbability("dropout", "p", p);
  return new Module("dropout", { apply: (x, scope) => drop(x, p, scope) });
}

/** The traced computation of {@link dropout}. Owns `x`. */
export function drop(x: np.Array, p: number, scope: Scope): np.Array {
  if (!scope.training || p === 0) return x;
  const kept = random.bernoulli(scope.randomKey(), 1 - p, [...x.shape]);
  return np.where(kept, x.mul(1 / (1 - p)), 0);
}
