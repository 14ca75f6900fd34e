import type { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { decayed, decayNumber, decaySwitches, type DecayOptions, type DecaySwitch } from "./decay.js";
import type { Switches, Update } from "./formula.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import { Optimizer } from "./optimizer.js";
import { finite, notNegative, toggle } from "./rules.js";
import type { Memory } from "./state.js";

/** Options of {@link SGD}, PyTorch's names and defaults. */
export interface SGDOptions extends DecayOptions {
  /** The base rate, at least 0. Default 0.001. */
  readonly lr?: number;
  /** μ ≥ 0. Default 0. */
  readonly momentum?: number;
  /** How much of a new gradient the momentum leaves out. Default 0. */
  readonly dampening?: number;
  /** Looks ahead along the momentum. Needs momentum and no dampening. Default false. */
  readonly nesterov?: boolean;
}

type SGDGroup = BuiltGroup<SGDOptions>;
type Switch = DecaySwitch | "nesterov" | "keepsMomentum";
type Scalar = "lr" | "momentum" | "fresh" | "decay";

/**
 * Stochastic gradient descent, as PyTorch's `SGD`: g ← g + λp; b ← μb + (1 − dampening)·g, with b = g at
 * the first update; p ← p − lr·b, or p − lr·(g + μb) with Nesterov.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or Nesterov without momentum.
 * @example
 * import { nn, SGD } from "@lehr/train";
 * const model = nn.sequential(nn.linear(10, 10));
 * const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
 * optimizer.paramGroups[0].lr; // => 0.1
 */
export class SGD extends Optimizer<SGDOptions, Scalar, "momentumBuffer", Switch> {
  protected recipe(): Recipe<SGDOptions> {
    return {
      name: "SGD",
      options: {
        lr: [0.001, notNegative],
        momentum: [0, notNegative],
        dampening: [0, finite],
        weightDecay: [0, notNegative],
        nesterov: [false, toggle],
        maximize: [false, toggle],
      },
      check: (where, group) => {
        if (!group.nesterov || (group.momentum > 0 && group.dampening === 0)) return;
        throw new LehrError(
          "BAD_VALUE",
          `${where}: nesterov needs a momentum above 0 and a dampening of 0, got ${group.momentum} and ${group.dampening}`,
        );
      },
    };
  }

  protected switches(group: SGDGroup): Switches<Switch> {
    return { ...decaySwitches(group), nesterov: group.nesterov, keepsMomentum: group.momentum !== 0 };
  }

  protected slots(switches: Switches<Switch>): readonly "momentumBuffer"[] {
    return switches.keepsMomentum ? ["momentumBuffer"] : [];
  }

  protected scalars(group: SGDGroup, { updates }: Memory): Record<Scalar, number> {
    return {
      lr: group.lr,
      momentum: group.momentum,
      fresh: updates === 1 ? 1 : 1 - group.dampening,
      decay: decayNumber(group),
    };
  }

  protected rule(
    switches: Switches<Switch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<"momentumBuffer", np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<"momentumBuffer"> {
    const [p, g] = decayed(switches, parameter, gradient, scalar);
    if (!switches.keepsMomentum) return { parameter: p.sub(g.mul(scalar("lr"))), slots: {} };
    const fresh = switches.nesterov ? g.ref : g;
    const momentumBuffer = slots.momentumBuffer.mul(scalar("momentum")).add(fresh.mul(scalar("fresh")));
    const ahead = switches.nesterov ? g.add(momentumBuffer.ref.mul(scalar("momentum"))) : momentumBuffer.ref;
    return { parameter: p.sub(ahead.mul(scalar("lr"))), slots: { momentumBuffer } };
  }
}
