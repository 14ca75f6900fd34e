import { lax, numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { checkInput, checkProbability, checkWhole } from "./check.js";
import { drop } from "./dropout.js";
import { expOfNegative } from "./exp.js";
import { linear } from "./linear.js";
import { Module } from "./module.js";

/** Options of {@link selfAttention}. */
export interface SelfAttentionOptions {
  /** The share of attention weights that training zeroes. Default 0. */
  readonly dropout?: number;
  /** Whether a place sees only itself and what came before it. Default true. */
  readonly causal?: boolean;
}

/**
 * Multi-head self-attention: softmax(q·kᵀ/√d)·v for each head, then a linear layer.
 * [batch, length, width] → the same.
 *
 * Its linear layers, all from width to width, are `query`, `key`, `value` and, last, `proj`.
 *
 * @throws LehrError BAD_VALUE for sizes that are not positive whole numbers, a width that the heads do not
 * divide, a dropout outside [0, 1), or an input of another width.
 * @example
 * import { nn } from "@lehr/train";
 * nn.selfAttention(64, 4).size; // => 16640
 */
export function selfAttention(width: number, heads: number, options: SelfAttentionOptions = {}): Module {
  const { dropout = 0, causal = true } = options;
  checkWhole("selfAttention", { width, heads });
  checkProbability("selfAttention", "dropout", dropout);
  if (width % heads !== 0) {
    throw new LehrError(
      "BAD_VALUE",
      `selfAttention: width must be a multiple of heads, got ${width} and ${heads}`,
    );
  }
  const size = width / heads;
  // Three layers and not one of triple width: the gradient of cutting an array in parts costs more.
  const square = (): Module => linear(width, width);
  const layers = { query: square(), key: square(), value: square(), proj: square() };
  return new Module("selfAttention", {
    children: layers,
    apply: (x, scope) => {
      const [batch = 0, length = 0, last] = x.shape;
      checkInput("selfAttention", scope, x, x.ndim === 3 && last === width, `be [batch, length, ${width}]`);
      const perHead = (name: "query" | "key" | "value"): np.Array =>
        scope.run(name, layers[name], x.ref).reshape([batch, length, heads, size]).transpose([0, 2, 1, 3]);
      const q = perHead("query").mul(1 / Math.sqrt(size));
      const k = perHead("key");
      const v = perHead("value");
      x.dispose();

      let scores = np.matmul(q, k.transpose([0, 1, 3, 2]));
      if (causal) scores = np.where(np.tri(length, length, 0, { dtype: np.bool }), scores, -Infinity);
      const highest = lax.stopGradient(scores.ref.max(-1, { keepdims: true })) as np.Array;
      const weights = expOfNegative(scores.sub(highest));
      // Dividing the mixture and not the weights by their sum divides fewer numbers; and as the last thing
      // before `proj`, it lays the heads side by side in memory, which a matrix product needs to be fast.
      const total = weights.ref.sum(-1, { keepdims: true });
      const mixed = np.matmul(drop(weights, dropout, scope), v).transpose([0, 2, 1, 3]);
      const output = mixed.div(total.transpose([0, 2, 1, 3]));
      return scope.run("proj", layers.proj, output.reshape([batch, length, width]));
    },
  });
}
