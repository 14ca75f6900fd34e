import { LehrError } from "lehr";
import { randomStream } from "../engine/random.js";
import { arrays } from "./arrays.js";
import type { Dataset } from "./dataset.js";
import type { SplitOptions } from "./split.js";

/** Options of {@link spirals}. */
export interface SpiralsOptions extends SplitOptions {
  /** Arms, one a class. Default 3. */
  readonly classes?: number;
  /** Points, shared evenly among the arms. Default 1500. */
  readonly examples?: number;
  /** The standard deviation of what is added to each coordinate. Default 0.02. */
  readonly noise?: number;
}

/**
 * Points on interleaved spiral arms, to be told apart: simple to look at, impossible for a linear model.
 * At a distance r from the centre, uniform on [0, 1), arm c of C lies at the angle 2π(r + c/C).
 *
 * @throws LehrError BAD_VALUE for less than 2 classes, less than 2 points a class, or negative noise.
 * @example
 * import { spirals } from "@lehr/train";
 * const data = spirals({ classes: 2, examples: 100, validation: "20%" });
 * [data.outputs, data.train.count, data.validation.count]; // => [2, 80, 20]
 */
export function spirals(options: SpiralsOptions = {}): Dataset {
  const { classes = 3, examples = 1500, noise = 0.02, seed = 0 } = options;
  if (!Number.isInteger(classes) || classes < 2) {
    throw new LehrError("BAD_VALUE", `spirals: classes must be an integer ≥ 2, got ${classes}`);
  }
  if (!Number.isInteger(examples) || examples < 2 * classes) {
    throw new LehrError(
      "BAD_VALUE",
      `spirals: examples must be an integer ≥ 2 a class, that is ${2 * classes}, got ${examples}`,
    );
  }
  if (!Number.isFinite(noise) || noise < 0) {
    throw new LehrError("BAD_VALUE", `spirals: noise must be a finite number ≥ 0, got ${noise}`);
  }
  const random = randomStream(seed, "spirals");
  const x = new Float32Array(2 * examples);
  const y = Int32Array.from({ length: examples }, (_, index) => index % classes);
  for (let index = 0; index < examples; index++) {
    const radius = random.uniform();
    const angle = 2 * Math.PI * (radius + y[index]! / classes);
    x[2 * index] = radius * Math.cos(angle) + noise * random.normal();
    x[2 * index + 1] = radius * Math.sin(angle) + noise * random.normal();
  }
  const labels = Array.from({ length: classes }, (_, index) => `arm ${index + 1}`);
  return arrays({ ...options, task: "classification", x, y, inputShape: [2], labels });
}
