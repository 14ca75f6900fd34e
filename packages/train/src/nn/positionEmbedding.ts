import { checkInput, checkWhole } from "./check.js";
import { normal } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

/**
 * Adds a learned vector for each place in the sequence: [batch, length, width] → the same, length ≤ context.
 *
 * `weight` is [context, width] and starts standard normal, as PyTorch's embeddings do.
 *
 * @throws LehrError BAD_VALUE for a size that is not a positive whole number, or an input that is longer or
 * of another width.
 * @example
 * import { nn } from "@lehr/train";
 * const start = nn.sequential(nn.embedding(96, 8), nn.positionEmbedding(64, 8));
 * start.parameters().map((p) => p.shape); // => [[96, 8], [64, 8]]
 */
export function positionEmbedding(context: number, width: number): Module {
  checkWhole("positionEmbedding", { context, width });
  const weight = new Parameter([context, width], normal);
  return new Module("positionEmbedding", {
    parameters: { weight },
    apply: (x, scope) => {
      const [, length = 0, last] = x.shape;
      const fits = x.ndim === 3 && length <= context && last === width;
      checkInput("positionEmbedding", scope, x, fits, `be [batch, at most ${context}, ${width}]`);
      return x.add(scope.use(weight).slice([0, length]));
    },
  });
}
