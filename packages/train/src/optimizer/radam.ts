import { numpy as np } from "@jax-js/jax";
import { mixed, mixedSquare } from "./averages.js";
import {
  decayed,
  decayNumber,
  decaySwitches,
  type DecayOptions,
  type DecaySwitch,
  type DecouplingOption,
} from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { fractions, notNegative, toggle } from "./rules.js";
import type { Memory } from "./state.js";

/** Options of {@link RAdam}, PyTorch's names. */
export interface RAdamOptions extends DecayOptions, DecouplingOption {
  /** The base rate, at least 0. Default 0.001. */
  readonly lr?: number;
  /** How much of the averages of g and of g² is kept at an update, each in [0, 1). Default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to √v. Default 1e-8. */
  readonly eps?: number;
}

type RAdamGroup = BuiltGroup<RAdamOptions>;
type Scalar = "fresh1" | "beta2" | "fresh2" | "stepSize" | "root" | "floor" | "decay";
type Slot = "expAvg" | "expAvgSq";

/**
 * Rectified Adam, as PyTorch's `RAdam`. With m, v and m̂ as in Adam, ρ∞ = 2/(1 − β₂) − 1 and
 * ρₜ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ): while ρₜ ≤ 5, p ← p − lr·m̂; from then on p ← p − lr·rₜ·m̂·√(1 − β₂ᵗ) / (√v + eps),
 * with rₜ² = (ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ).
 *
 * Liu et al. 2020, arXiv:1908.03265.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a β outside [0, 1).
 * @example
 * import { nn, RAdam } from "@lehr/train";
 * const optimizer = new RAdam(nn.linear(10, 10).parameters());
 * optimizer.paramGroups[0].lr; // => 0.001
 */
export class RAdam extends Optimizer<RAdamOptions, Scalar, Slot, DecaySwitch> {
  protected recipe(): Recipe<RAdamOptions> {
    return {
      name: "RAdam",
      options: {
        lr: [0.001, notNegative],
        betas: [[0.9, 0.999], fractions],
        eps: [1e-8, notNegative],
        weightDecay: [0, notNegative],
        decoupledWeightDecay: [false, toggle],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: RAdamGroup): Switches<DecaySwitch> {
    return decaySwitches(group);
  }

  protected slots(): readonly Slot[] {
    return ["expAvg", "expAvgSq"];
  }

  protected scalars(group: RAdamGroup, { updates }: Memory): Record<Scalar, number> {
    const [beta1, beta2] = group.betas;
    const rectification = rectify(beta2, updates);
    const rectified = rectification !== undefined;
    return {
      fresh1: 1 - beta1,
      beta2,
      fresh2: 1 - beta2,
      stepSize: (group.lr / (1 - beta1 ** updates)) * (rectification ?? 1),
      // The denominator is root·√v + floor: without rectification 0·√v + 1, so that one formula serves both.
      root: rectified ? 1 : 0,
      floor: rectified ? group.eps : 1,
      decay: decayNumber(group),
    };
  }

  protected rule(
    switches: Switches<DecaySwitch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<Slot, np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<Slot> {
    const [p, g] = decayed(switches, parameter, gradient, scalar);
    const expAvg = mixed(slots.expAvg, g.ref, scalar("fresh1"));
    const expAvgSq = mixedSquare(slots.expAvgSq, g, scalar("beta2"), scalar("fresh2"));
    const denominator = np.sqrt(expAvgSq.ref).mul(scalar("root")).add(scalar("floor"));
    const change = expAvg.ref.mul(scalar("stepSize")).div(denominator);
    return { parameter: p.sub(change), slots: { expAvg, expAvgSq } };
  }
}

/** rₜ·√(1 − β₂ᵗ), or undefined while the variance of 1/√v is not yet bounded. */
function rectify(beta2: number, update: number): number | undefined {
  const power = beta2 ** update;
  const limit = 2 / (1 - beta2) - 1;
  const length = limit - (2 * update * power) / (1 - power);
  if (length <= 5) return undefined;
  const square = ((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length);
  return Math.sqrt(square * (1 - power));
}
