import { numpy as np } from "@jax-js/jax";
import { decayed, decayNumber, decaySwitches, type DecayOptions, type DecaySwitch } from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { notNegative, toggle } from "./rules.js";
import type { Memory } from "./state.js";

/** Options of {@link Adagrad}, PyTorch's names. */
export interface AdagradOptions extends DecayOptions {
  /** The base rate, at least 0. Default 0.01. */
  readonly lr?: number;
  /** Divides the rate by 1 + (t − 1)·lrDecay at update t. Default 0. */
  readonly lrDecay?: number;
  /** What the sum of g² starts from. Default 0. */
  readonly initialAccumulatorValue?: number;
  /** Added to the denominator. Default 1e-10. */
  readonly eps?: number;
}

type AdagradGroup = BuiltGroup<AdagradOptions>;
type Scalar = "stepSize" | "eps" | "decay";

/**
 * Adagrad, as PyTorch's: s ← s + g²; p ← p − lr / (1 + (t − 1)·lrDecay) · g/(√s + eps).
 *
 * Duchi, Hazan and Singer 2011.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number.
 * @example
 * import { Adagrad, nn } from "@lehr/train";
 * const optimizer = new Adagrad(nn.linear(10, 10).parameters(), { initialAccumulatorValue: 0.1 });
 * optimizer.paramGroups[0].lr; // => 0.01
 */
export class Adagrad extends Optimizer<AdagradOptions, Scalar, "sum", DecaySwitch> {
  protected recipe(): Recipe<AdagradOptions> {
    return {
      name: "Adagrad",
      options: {
        lr: [0.01, notNegative],
        lrDecay: [0, notNegative],
        weightDecay: [0, notNegative],
        initialAccumulatorValue: [0, notNegative],
        eps: [1e-10, notNegative],
        maximize: [false, toggle],
      },
    };
  }

  protected switches(group: AdagradGroup): Switches<DecaySwitch> {
    return decaySwitches(group);
  }

  protected slots(): readonly "sum"[] {
    return ["sum"];
  }

  protected override slotStart(group: AdagradGroup): number {
    return group.initialAccumulatorValue;
  }

  protected scalars(group: AdagradGroup, { updates }: Memory): Record<Scalar, number> {
    return {
      stepSize: group.lr / (1 + (updates - 1) * group.lrDecay),
      eps: group.eps,
      decay: decayNumber(group),
    };
  }

  protected rule(
    switches: Switches<DecaySwitch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<"sum", np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<"sum"> {
    const [p, g] = decayed(switches, parameter, gradient, scalar);
    const sum = slots.sum.add(g.ref.mul(g.ref));
    const change = g.mul(scalar("stepSize")).div(np.sqrt(sum.ref).add(scalar("eps")));
    return { parameter: p.sub(change), slots: { sum } };
  }
}
