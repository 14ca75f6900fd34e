import { checkInput, checkNotNegative, checkWhole } from "./check.js";
import { normal } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

/** Options of {@link positionEmbedding}. */
export interface PositionEmbeddingOptions {
  /** The standard deviation of the first values. Default 0.02, as in GPT-2. */
  readonly std?: number;
}

/**
 * Adds a learned vector for each place in the sequence: [batch, length, width] → the same, length ≤ context.
 *
 * `weight` is [context, width] and starts normal around 0.
 *
 * @throws LehrError BAD_VALUE for a size that is not a positive whole number, a negative `std`, or an input
 * that is longer or of another width.
 * @example
 * import { nn } from "@lehr/train";
 * const start = nn.sequential(nn.embedding(96, 8), nn.positionEmbedding(64, 8));
 * start.parameters().map((p) => p.shape); // => [[96, 8], [64, 8]]
 */
export function positionEmbedding(
  context: number,
  width: number,
  options: PositionEmbeddingOptions = {},
): Module {
  const { std = 0.02 } = options;
  checkWhole("positionEmbedding", { context, width });
  checkNotNegative("positionEmbedding", "std", std);
  const weight = new Parameter([context, width], normal(std));
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
