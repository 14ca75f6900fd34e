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

/** Options of {@link Adam} and AdamW, PyTorch's names. */
export interface AdamOptions extends DecayOptions, DecouplingOption {
  /** The base rate, at least 0. Default 0.001. */
  readonly lr?: number;
  /** How much of the averages of g and of g² is kept at an update, each in [0, 1). Default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the denominator. Default 1e-8. */
  readonly eps?: number;
  /** Divides by the largest average of g² so far. Default false. */
  readonly amsgrad?: boolean;
}

type AdamGroup = BuiltGroup<AdamOptions>;
type Switch = DecaySwitch | "amsgrad";
type Scalar = "fresh1" | "beta2" | "fresh2" | "stepSize" | "rootScale" | "eps" | "decay";
type Slot = "expAvg" | "expAvgSq" | "maxExpAvgSq";

/**
 * Adam, as PyTorch's: m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
 * p ← p − lr·m̂ / (√v̂ + eps), with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) at update t = 1, 2, …
 *
 * Kingma and Ba 2015, arXiv:1412.6980; `amsgrad`: Reddi et al. 2018.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a β outside [0, 1).
 * @example
 * import { Adam, nn } from "@lehr/train";
 * const optimizer = new Adam(nn.linear(10, 10).parameters(), { betas: [0.9, 0.99] });
 * optimizer.paramGroups[0].lr; // => 0.001
 */
export class Adam extends Optimizer<AdamOptions, Scalar, Slot, Switch> {
  protected recipe(): Recipe<AdamOptions> {
    return {
      name: "Adam",
      options: {
        lr: [0.001, notNegative],
        betas: [[0.9, 0.999], fractions],
        eps: [1e-8, notNegative],
        weightDecay: [0, notNegative],
        amsgrad: [false, toggle],
        maximize: [false, toggle],
        decoupledWeightDecay: [false, toggle],
      },
    };
  }

  protected switches(group: AdamGroup): Switches<Switch> {
    return { ...decaySwitches(group), amsgrad: group.amsgrad };
  }

  protected slots(switches: Switches<Switch>): readonly Slot[] {
    return switches.amsgrad ? ["expAvg", "expAvgSq", "maxExpAvgSq"] : ["expAvg", "expAvgSq"];
  }

  protected scalars(group: AdamGroup, { updates }: Memory): Record<Scalar, number> {
    const [beta1, beta2] = group.betas;
    return {
      fresh1: 1 - beta1,
      beta2,
      fresh2: 1 - beta2,
      stepSize: group.lr / (1 - beta1 ** updates),
      rootScale: 1 / Math.sqrt(1 - beta2 ** updates),
      eps: group.eps,
      decay: decayNumber(group),
    };
  }

  protected rule(
    switches: Switches<Switch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<Slot, np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<Slot> {
    const [p, g] = decayed(switches, parameter, gradient, scalar);
    const expAvg = mixed(slots.expAvg, g.ref, scalar("fresh1"));
    const expAvgSq = mixedSquare(slots.expAvgSq, g, scalar("beta2"), scalar("fresh2"));
    const averages = { expAvg, expAvgSq };
    const after = switches.amsgrad
      ? { ...averages, maxExpAvgSq: np.maximum(slots.maxExpAvgSq, expAvgSq.ref) }
      : averages;
    const square = "maxExpAvgSq" in after ? after.maxExpAvgSq : expAvgSq;
    const denominator = np.sqrt(square.ref).mul(scalar("rootScale")).add(scalar("eps"));
    const change = expAvg.ref.mul(scalar("stepSize")).div(denominator);
    return { parameter: p.sub(change), slots: after };
  }
}
