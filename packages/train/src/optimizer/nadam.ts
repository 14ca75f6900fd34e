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

/** Options of {@link NAdam}, PyTorch's names. */
export interface NAdamOptions extends DecayOptions, DecouplingOption {
  /** The base rate, at least 0. Default 0.002. */
  readonly lr?: number;
  /** How much of the averages of g and of g² is kept at an update, each in [0, 1). Default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the denominator. Default 1e-8. */
  readonly eps?: number;
  /** How fast the momentum warms up from β₁/2 to β₁. Default 0.004. */
  readonly momentumDecay?: number;
}

type NAdamGroup = BuiltGroup<NAdamOptions>;
type Scalar = "fresh1" | "beta2" | "fresh2" | "gradientStep" | "averageStep" | "rootScale" | "eps" | "decay";
type Slot = "expAvg" | "expAvgSq";

/**
 * Adam with Nesterov momentum, as PyTorch's `NAdam`. With μₜ = β₁·(1 − ½·0.96^(t·momentumDecay)), Πₜ the
 * product of all μ up to t, m and v̂ as in Adam:
 * p ← p − lr·((1 − μₜ)/(1 − Πₜ)·g + μₜ₊₁/(1 − Πₜ₊₁)·m) / (√v̂ + eps).
 *
 * Dozat 2016, "Incorporating Nesterov Momentum into Adam".
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a β outside [0, 1).
 * @example
 * import { NAdam, nn } from "@lehr/train";
 * const optimizer = new NAdam(nn.linear(10, 10).parameters());
 * optimizer.paramGroups[0].momentumDecay; // => 0.004
 */
export class NAdam extends Optimizer<NAdamOptions, Scalar, Slot, DecaySwitch> {
  protected recipe(): Recipe<NAdamOptions> {
    return {
      name: "NAdam",
      options: {
        lr: [0.002, notNegative],
        betas: [[0.9, 0.999], fractions],
        eps: [1e-8, notNegative],
        weightDecay: [0, notNegative],
        momentumDecay: [0.004, notNegative],
        decoupledWeightDecay: [false, toggle],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: NAdamGroup): Switches<DecaySwitch> {
    return decaySwitches(group);
  }

  protected slots(): readonly Slot[] {
    return ["expAvg", "expAvgSq"];
  }

  /** β₁ may change on the way, so the product of all μ cannot be had from the count of updates alone. */
  protected override advance(group: NAdamGroup, last: Memory): Memory {
    const updates = last.updates + 1;
    return { updates, muProduct: (last["muProduct"] ?? 1) * mu(group, updates) };
  }

  protected scalars(group: NAdamGroup, { updates, muProduct }: Memory): Record<Scalar, number> {
    const [beta1, beta2] = group.betas;
    const [now, next] = [mu(group, updates), mu(group, updates + 1)];
    return {
      fresh1: 1 - beta1,
      beta2,
      fresh2: 1 - beta2,
      gradientStep: (group.lr * (1 - now)) / (1 - muProduct!),
      averageStep: (group.lr * next) / (1 - muProduct! * next),
      rootScale: 1 / Math.sqrt(1 - beta2 ** updates),
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
    const expAvgSq = mixedSquare(slots.expAvgSq, g.ref, scalar("beta2"), scalar("fresh2"));
    const denominator = np.sqrt(expAvgSq.ref).mul(scalar("rootScale")).add(scalar("eps"));
    const ahead = g.mul(scalar("gradientStep")).add(expAvg.ref.mul(scalar("averageStep")));
    return { parameter: p.sub(ahead.div(denominator)), slots: { expAvg, expAvgSq } };
  }
}

/** μ at update t. */
function mu({ betas, momentumDecay }: NAdamGroup, t: number): number {
  return betas[0] * (1 - 0.5 * 0.96 ** (t * momentumDecay));
}
