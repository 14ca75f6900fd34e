import { numpy as np } from "@jax-js/jax";
import { mixedSquare } from "./averages.js";
import { decayed, decayNumber, decaySwitches, type DecayOptions, type DecaySwitch } from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { fraction, notNegative, toggle } from "./rules.js";

/** Options of {@link Adadelta}, PyTorch's names. */
export interface AdadeltaOptions extends DecayOptions {
  /** Scales the method's own step, at least 0. Default 1. */
  readonly lr?: number;
  /** How much of the averages is kept at an update, in [0, 1). Default 0.9. */
  readonly rho?: number;
  /** Added under both roots; the first steps grow from it. Default 1e-6. */
  readonly eps?: number;
}

type AdadeltaGroup = BuiltGroup<AdadeltaOptions>;
type Scalar = "lr" | "rho" | "fresh" | "eps" | "decay";
type Slot = "squareAvg" | "accDelta";

/**
 * Adadelta, as PyTorch's: v ← ρv + (1 − ρ)g²; Δ = g·√(u + eps)/√(v + eps); u ← ρu + (1 − ρ)Δ²;
 * p ← p − lr·Δ.
 *
 * Zeiler 2012, arXiv:1212.5701.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a ρ outside [0, 1).
 * @example
 * import { Adadelta, nn } from "@lehr/train";
 * const optimizer = new Adadelta(nn.linear(10, 10).parameters());
 * optimizer.paramGroups[0].lr; // => 1
 */
export class Adadelta extends Optimizer<AdadeltaOptions, Scalar, Slot, DecaySwitch> {
  protected recipe(): Recipe<AdadeltaOptions> {
    return {
      name: "Adadelta",
      options: {
        lr: [1, notNegative],
        rho: [0.9, fraction],
        eps: [1e-6, notNegative],
        weightDecay: [0, notNegative],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: AdadeltaGroup): Switches<DecaySwitch> {
    return decaySwitches(group);
  }

  protected slots(): readonly Slot[] {
    return ["squareAvg", "accDelta"];
  }

  protected scalars(group: AdadeltaGroup): Record<Scalar, number> {
    const { lr, rho, eps } = group;
    return { lr, rho, fresh: 1 - rho, eps, decay: decayNumber(group) };
  }

  protected rule(
    switches: Switches<DecaySwitch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<Slot, np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<Slot> {
    const [p, g] = decayed(switches, parameter, gradient, scalar);
    const squareAvg = mixedSquare(slots.squareAvg, g.ref, scalar("rho"), scalar("fresh"));
    const root = (square: np.Array): np.Array => np.sqrt(square.add(scalar("eps")));
    const delta = root(slots.accDelta.ref).div(root(squareAvg.ref)).mul(g);
    const accDelta = mixedSquare(slots.accDelta, delta.ref, scalar("rho"), scalar("fresh"));
    return { parameter: p.sub(delta.mul(scalar("lr"))), slots: { squareAvg, accDelta } };
  }
}
