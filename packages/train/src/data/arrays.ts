import { LehrError } from "lehr";
import type { Numbers } from "../engine/tensor.js";
import type { Dataset } from "./dataset.js";
import { rowExamples, type Rows } from "./rows.js";
import { split, type SplitOptions } from "./split.js";

/** Options of {@link arrays}. */
export interface ArraysOptions extends SplitOptions {
  /** Whether `y` holds the numbers of classes or real targets. */
  readonly task: "classification" | "regression";
  /** The inputs, one example after the other. */
  readonly x: Numbers;
  /** The class of each example (0, 1, …), or its targets one after the other. */
  readonly y: Numbers;
  /** The shape of one input: `[4]`, or `[1, 28, 28]` for images. */
  readonly inputShape: readonly number[];
  /** The names of the classes. Without them there are as many as the largest number in `y` asks for. */
  readonly labels?: readonly string[];
}

/**
 * Data that is in memory already, split at random.
 *
 * @throws LehrError BAD_DATA when lengths do not fit, a number is not finite, or a class is out of range;
 * BAD_VALUE for an impossible split.
 * @example
 * import { arrays } from "@lehr/train";
 * const data = arrays({
 *   task: "classification",
 *   x: [0, 0, 0, 1, 1, 0, 1, 1],
 *   y: [0, 1, 1, 0],
 *   inputShape: [2],
 *   validation: 1,
 * });
 * [data.train.count, data.validation.count, data.outputs]; // => [3, 1, 2]
 */
export function arrays({ task, x, y, inputShape, labels, ...options }: ArraysOptions): Dataset {
  const size = inputShape.reduce((product, side) => product * side, 1);
  const count = x.length / size;
  if (!Number.isInteger(count) || count < 1) {
    throw new LehrError(
      "BAD_DATA",
      `arrays: x must hold whole examples of [${inputShape.join(", ")}], that is ${size} numbers each, got ${x.length}`,
    );
  }
  const parts = split("arrays", count, options);
  const inputs = { values: x instanceof Int32Array ? x : finite("x", x), shape: inputShape };
  const targets = task === "classification" ? classes(y, count, labels) : numbers(y, count);
  return {
    task,
    inputShape,
    outputs: targets.outputs,
    train: rowExamples(inputs, targets, parts.train),
    validation: rowExamples(inputs, targets, parts.validation),
    ...(labels && { labels }),
  };
}

interface Targets extends Rows {
  readonly outputs: number;
}

function finite(name: string, values: Numbers): Float32Array {
  const bad = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (bad !== -1) {
    throw new LehrError("BAD_DATA", `arrays: ${name}[${bad}] must be a finite float32, got ${values[bad]}`);
  }
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

function numbers(y: Numbers, count: number): Targets {
  if (y.length === 0 || y.length % count !== 0) {
    throw new LehrError(
      "BAD_DATA",
      `arrays: y must hold the same number of targets for each of ${count} examples, got ${y.length}`,
    );
  }
  const outputs = y.length / count;
  return { values: finite("y", y), shape: [outputs], outputs };
}

function classes(y: Numbers, count: number, labels: readonly string[] | undefined): Targets {
  if (y.length !== count) {
    throw new LehrError(
      "BAD_DATA",
      `arrays: y must hold one class for each of ${count} examples, got ${y.length}`,
    );
  }
  const below = labels?.length ?? 2 ** 31;
  const bad = y.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= below);
  if (bad !== -1) {
    const range = labels ? `0 … ${below - 1}, as there are ${below} labels` : "a whole number from 0";
    throw new LehrError("BAD_DATA", `arrays: y[${bad}] must be ${range}, got ${y[bad]}`);
  }
  const values = Int32Array.from(y);
  return { values, shape: [], outputs: labels?.length ?? 1 + values.reduce((a, b) => Math.max(a, b)) };
}
