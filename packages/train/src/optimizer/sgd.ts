import { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { buildGroups, notNegative, type BuiltGroup, type Parameters } from "./groups.js";
import { Optimizer, type ClipOption, type Update } from "./optimizer.js";

/** Options of {@link SGD}, PyTorch's names and defaults. */
export interface SGDOptions {
  /** The base rate, at least 0. */
  readonly lr: number;
  /** μ ≥ 0. Default 0. */
  readonly momentum?: number;
  /** How much of a new gradient the momentum leaves out. Default 0. */
  readonly dampening?: number;
  /** λ, added to the gradient as λ·parameter. Default 0. */
  readonly weightDecay?: number;
  /** Looks ahead along the momentum. Needs momentum and no dampening. Default false. */
  readonly nesterov?: boolean;
  /** Climbs instead of descends. Default false. */
  readonly maximize?: boolean;
}

type SGDGroup = BuiltGroup<SGDOptions>;

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
export class SGD extends Optimizer<SGDGroup> {
  constructor(parameters: Parameters<SGDOptions>, { clipNorm, ...options }: SGDOptions & ClipOption) {
    const defaults = { momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, maximize: false };
    const groups = buildGroups<SGDOptions>(
      "SGD",
      parameters,
      { ...defaults, ...options },
      {
        lr: notNegative,
        momentum: notNegative,
        weightDecay: notNegative,
      },
    );
    for (const group of groups) {
      if (group.nesterov && (group.momentum === 0 || group.dampening !== 0)) {
        throw new LehrError("BAD_VALUE", "SGD: nesterov needs a momentum above 0 and a dampening of 0");
      }
    }
    super(groups, clipNorm);
  }

  protected slots(group: SGDGroup): readonly string[] {
    return group.momentum === 0 ? [] : ["momentumBuffer"];
  }

  protected traits(group: SGDGroup): string {
    return [group.momentum !== 0, group.nesterov, group.maximize, group.weightDecay !== 0].join();
  }

  protected scalars(group: SGDGroup, update: number): number[] {
    const fresh = update === 1 ? 1 : 1 - group.dampening;
    return [group.lr, group.momentum, fresh, group.weightDecay];
  }

  protected rule(
    group: SGDGroup,
    parameter: np.Array,
    gradient: np.Array,
    slots: np.Array[],
    scalar: (index: number) => np.Array,
  ): Update {
    const [lr, momentum, fresh, weightDecay] = [0, 1, 2, 3];
    let g = group.maximize ? gradient.neg() : gradient;
    if (group.weightDecay !== 0) g = g.add(parameter.ref.mul(scalar(weightDecay)));
    if (group.momentum === 0) return { parameter: parameter.sub(g.mul(scalar(lr))), slots: [] };
    const buffer = slots[0]!.mul(scalar(momentum)).add(g.ref.mul(scalar(fresh)));
    const direction = group.nesterov ? g.add(buffer.ref.mul(scalar(momentum))) : (g.dispose(), buffer.ref);
    return { parameter: parameter.sub(direction.mul(scalar(lr))), slots: [buffer] };
  }
}
