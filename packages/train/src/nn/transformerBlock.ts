import { checkWhole } from "./check.js";
import { drop, dropout } from "./dropout.js";
import { gelu } from "./gelu.js";
import { layerNorm } from "./layerNorm.js";
import { linear } from "./linear.js";
import { Module } from "./module.js";
import { selfAttention } from "./selfAttention.js";
import { sequential } from "./sequential.js";

/** Options of {@link transformerBlock}. */
export interface TransformerBlockOptions {
  /** The share zeroed in training of attention weights and of both branches' outputs. Default 0. */
  readonly dropout?: number;
  /** Whether a place sees only itself and what came before it. Default true. */
  readonly causal?: boolean;
  /** The width inside the MLP. Default 4·width. */
  readonly hidden?: number;
}

/**
 * A pre-norm transformer block: x ← x + attention(norm1(x)), then x ← x + mlp(norm2(x)).
 * [batch, length, width] → the same. The MLP is linear, GELU, linear.
 *
 * @throws LehrError BAD_VALUE as {@link selfAttention} does, or for a `hidden` that is not a positive whole
 * number.
 * @example
 * import { nn } from "@lehr/train";
 * const gpt = nn.sequential(
 *   nn.embedding(96, 64, { std: 0.02 }),
 *   nn.positionEmbedding(64, 64),
 *   nn.transformerBlock(64, 4),
 *   nn.transformerBlock(64, 4),
 *   nn.layerNorm(64),
 *   nn.linear(64, 96),
 * );
 */
export function transformerBlock(
  width: number,
  heads: number,
  options: TransformerBlockOptions = {},
): Module {
  const { dropout: p = 0, causal = true, hidden = 4 * width } = options;
  const attention = selfAttention(width, heads, { dropout: p, causal });
  checkWhole("transformerBlock", { hidden });
  const norm1 = layerNorm(width);
  const norm2 = layerNorm(width);
  const mlp = sequential(linear(width, hidden), gelu(), linear(hidden, width), dropout(p));
  return new Module("transformerBlock", {
    children: { norm1, attention, norm2, mlp },
    apply: (x, scope) => {
      const attended = scope.run("attention", attention, scope.run("norm1", norm1, x.ref));
      const middle = x.add(drop(attended, p, scope));
      return middle.ref.add(scope.run("mlp", mlp, scope.run("norm2", norm2, middle)));
    },
  });
}
