import { numpy as np } from "@jax-js/jax";
import { mixed } from "./averages.js";
import { decayed, decayNumber, decaySwitches, type DecayOptions, type DecaySwitch } from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { fractions, notNegative, toggle } from "./rules.js";
import type { Memory } from "./state.js";

/** Options of {@link Adamax}, PyTorch's names. */
export interface AdamaxOptions extends DecayOptions {
  /** The base rate, at least 0. Default 0.002. */
  readonly lr?: number;
  /** How much of the average of g and of the largest |g| is kept, each in [0, 1). Default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to |g|. Default 1e-8. */
  readonly eps?: number;
}

type AdamaxGroup = BuiltGroup<AdamaxOptions>;
type Scalar = "fresh1" | "beta2" | "stepSize" | "eps" | "decay";
type Slot = "expAvg" | "expInf";

/**
 * Adamax, as PyTorch's: m ← β₁m + (1 − β₁)g; u ← max(β₂u, |g| + eps); p ← p − lr/(1 − β₁ᵗ) · m/u at
 * update t = 1, 2, …
 *
 * Kingma and Ba 2015, arXiv:1412.6980, section 7.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a β outside [0, 1).
 * @example
 * import { Adamax, nn } from "@lehr/train";
 * const optimizer = new Adamax(nn.linear(10, 10).parameters());
 * optimizer.paramGroups[0].lr; // => 0.002
 */
export class Adamax extends Optimizer<AdamaxOptions, Scalar, Slot, DecaySwitch> {
  protected recipe(): Recipe<AdamaxOptions> {
    return {
      name: "Adamax",
      options: {
        lr: [0.002, notNegative],
        betas: [[0.9, 0.999], fractions],
        eps: [1e-8, notNegative],
        weightDecay: [0, notNegative],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: AdamaxGroup): Switches<DecaySwitch> {
    return decaySwitches(group);
  }

  protected slots(): readonly Slot[] {
    return ["expAvg", "expInf"];
  }

  protected scalars(group: AdamaxGroup, { updates }: Memory): Record<Scalar, number> {
    const [beta1, beta2] = group.betas;
    return {
      fresh1: 1 - beta1,
      beta2,
      stepSize: group.lr / (1 - beta1 ** updates),
      eps: group.eps,
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
    const expInf = np.maximum(slots.expInf.mul(scalar("beta2")), np.abs(g).add(scalar("eps")));
    const change = expAvg.ref.mul(scalar("stepSize")).div(expInf.ref);
    return { parameter: p.sub(change), slots: { expAvg, expInf } };
  }
}
