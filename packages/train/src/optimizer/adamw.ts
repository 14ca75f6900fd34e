import { Adam, type AdamOptions } from "./adam.js";
import type { Recipe } from "./groups.js";
import { notNegative, toggle } from "./rules.js";

/**
 * Adam with decoupled weight decay, as PyTorch's `AdamW`: p ← p·(1 − lr·λ), then Adam's update from the
 * plain gradient. λ is 0.01 when not given.
 *
 * Loshchilov and Hutter 2019, arXiv:1711.05101.
 *
 * @throws LehrError BAD_VALUE for a negative or non-finite number, or a β outside [0, 1).
 * @example
 * import { AdamW, nn } from "@lehr/train";
 * const optimizer = new AdamW(nn.linear(10, 10).parameters(), { lr: 3e-4 });
 * optimizer.paramGroups[0].weightDecay; // => 0.01
 */
export class AdamW extends Adam {
  protected override recipe(): Recipe<AdamOptions> {
    const { options } = super.recipe();
    return {
      name: "AdamW",
      options: { ...options, weightDecay: [0.01, notNegative], decoupledWeightDecay: [true, toggle] },
    };
  }
}
