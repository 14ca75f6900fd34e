import { numpy as np } from "@jax-js/jax";
import { mixed, mixedSquare } from "./averages.js";
import { decayed, decayNumber, decaySwitches, type DecayOptions, type DecaySwitch } from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { fraction, notNegative, toggle } from "./rules.js";

/** Options of {@link RMSprop}, PyTorch's names. */
export interface RMSpropOptions extends DecayOptions {
  /** The base rate, at least 0. Default 0.01. */
  readonly lr?: number;
  /** How much of the average of g² is kept at an update, in [0, 1). Default 0.99. */
  readonly alpha?: number;
  /** Added to the denominator. Default 1e-8. */
  readonly eps?: number;
  /** μ ≥ 0. Default 0. */
  readonly momentum?: number;
  /** Divides by the standard deviation of g instead of its root mean square. Default false. */
  readonly centered?: boolean;
}

type RMSpropGroup = BuiltGroup<RMSpropOptions>;
type Switch = DecaySwitch | "centered" | "keepsMomentum";
type Scalar = "lr" | "alpha" | "fresh" | "eps" | "momentum" | "decay";
type Slot = "squareAvg" | "gradAvg" | "momentumBuffer";

/**
 * RMSprop, as PyTorch's: v ← αv + (1 − α)g²; d = g/(√v + eps), where `centered` takes v − ḡ² for v;
 * p ← p − lr·d, or with momentum b ← μb + d; p ← p − lr·b. The rate stays outside the momentum.
 *
 * Hinton 2012, lecture 6 of "Neural Networks for Machine Learning"; `centered`: Graves 2013,
 * arXiv:1308.0850.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or an α outside [0, 1).
 * @example
 * import { nn, RMSprop } from "@lehr/train";
 * const optimizer = new RMSprop(nn.linear(10, 10).parameters(), { momentum: 0.9 });
 * optimizer.paramGroups[0].lr; // => 0.01
 */
export class RMSprop extends Optimizer<RMSpropOptions, Scalar, Slot, Switch> {
  protected recipe(): Recipe<RMSpropOptions> {
    return {
      name: "RMSprop",
      options: {
        lr: [0.01, notNegative],
        alpha: [0.99, fraction],
        eps: [1e-8, notNegative],
        weightDecay: [0, notNegative],
        momentum: [0, notNegative],
        centered: [false, toggle],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: RMSpropGroup): Switches<Switch> {
    return { ...decaySwitches(group), centered: group.centered, keepsMomentum: group.momentum !== 0 };
  }

  protected slots(switches: Switches<Switch>): readonly Slot[] {
    const names: Slot[] = ["squareAvg"];
    if (switches.centered) names.push("gradAvg");
    if (switches.keepsMomentum) names.push("momentumBuffer");
    return names;
  }

  protected scalars(group: RMSpropGroup): Record<Scalar, number> {
    return {
      lr: group.lr,
      alpha: group.alpha,
      fresh: 1 - group.alpha,
      eps: group.eps,
      momentum: group.momentum,
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
    const after: Partial<Record<Slot, np.Array>> = {};
    after.squareAvg = mixedSquare(slots.squareAvg, g.ref, scalar("alpha"), scalar("fresh"));
    let variance = after.squareAvg.ref;
    if (switches.centered) {
      after.gradAvg = mixed(slots.gradAvg, g.ref, scalar("fresh"));
      // Rounding can leave a steady gradient's variance below 0, which PyTorch turns into NaN.
      variance = np.maximum(variance.sub(after.gradAvg.ref.mul(after.gradAvg.ref)), 0);
    }
    let direction = g.div(np.sqrt(variance).add(scalar("eps")));
    if (switches.keepsMomentum) {
      after.momentumBuffer = slots.momentumBuffer.mul(scalar("momentum")).add(direction);
      direction = after.momentumBuffer.ref;
    }
    return { parameter: p.sub(direction.mul(scalar("lr"))), slots: after };
  }
}
