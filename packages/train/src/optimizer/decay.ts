import type { numpy as np } from "@jax-js/jax";
import type { Switches } from "./formula.js";

/** Options that every optimizer has. */
export interface DecayOptions {
  /** λ ≥ 0: pulls every parameter towards 0. Default 0, in AdamW 0.01. */
  readonly weightDecay?: number;
  /** Climbs instead of descends. Default false. */
  readonly maximize?: boolean;
}

/** An option of the optimizers that scale their gradients, so that the decay need not be scaled with them. */
export interface DecouplingOption {
  /** Shrinks the parameters by lr·λ instead of adding λ·parameter to the gradient. Default false, in AdamW true. */
  readonly decoupledWeightDecay?: boolean;
}

interface DecayGroup {
  readonly lr: number;
  readonly weightDecay: number;
  readonly maximize: boolean;
  readonly decoupledWeightDecay?: boolean;
}

/** What {@link decayed} branches on. */
export type DecaySwitch = "maximize" | "decays" | "decoupled";

export function decaySwitches(group: DecayGroup): Switches<DecaySwitch> {
  const { maximize, weightDecay, decoupledWeightDecay = false } = group;
  return { maximize, decays: weightDecay !== 0, decoupled: decoupledWeightDecay };
}

/** The number that {@link decayed} needs: λ, or 1 − lr·λ when the decay is decoupled. */
export function decayNumber(group: DecayGroup): number {
  return group.decoupledWeightDecay ? 1 - group.lr * group.weightDecay : group.weightDecay;
}

/**
 * The parameter and its gradient as the optimizer's own formula takes them: the gradient turned round to
 * climb, and the weight decay in one of the two. Traced; owns its arrays.
 */
export function decayed(
  switches: Switches<DecaySwitch>,
  parameter: np.Array,
  gradient: np.Array,
  scalar: (name: "decay") => np.Array,
): [parameter: np.Array, gradient: np.Array] {
  const g = switches.maximize ? gradient.neg() : gradient;
  if (!switches.decays) return [parameter, g];
  if (switches.decoupled) return [parameter.mul(scalar("decay")), g];
  const pull = parameter.ref.mul(scalar("decay"));
  return [parameter, g.add(pull)];
}
