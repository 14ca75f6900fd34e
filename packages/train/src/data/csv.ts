import { LehrError, nearest } from "lehr";
import { featureNames, inputColumn, writeFeatures, type Column, type Scale } from "./columns.js";
import type { Dataset } from "./dataset.js";
import { rowExamples } from "./rows.js";
import { split, type SplitOptions } from "./split.js";
import { isMissing, numberOf, overflows, readTable } from "./table.js";
import { classTarget, numberTarget } from "./target.js";

/** Options of {@link csv}. */
export interface CsvOptions extends SplitOptions {
  /** The name of the column to learn. */
  readonly target: string;
  /** Default: regression when every target is a number, classification otherwise. */
  readonly task?: "classification" | "regression";
  /** What stands between values. Default: whichever of , ; tab and | the first line has most of. */
  readonly delimiter?: string;
  /** Columns that the model does not see. */
  readonly ignore?: readonly string[];
  /** What to call the file in errors. Default `csv`. */
  readonly name?: string;
}

/** A table as a model sees it. */
export interface TableDataset extends Dataset {
  /** The name of each input: `bill_length_mm`, `island=Biscoe`, `sex_missing`. */
  readonly features: readonly string[];
  /** How each column of the file becomes inputs. */
  readonly columns: readonly Column[];
  /** Rows left out because their target is missing. */
  readonly dropped: number;
  /** Regression: a prediction p means p·std + mean in the file's unit, and a mean squared error is ·std². */
  readonly targetScale?: Scale;
}

/**
 * Comma-, tab-, semicolon- or bar-separated text whose first line names the columns.
 *
 * Numbers are standardised by the mean and standard deviation of the training rows; every other column is
 * one input a category. Empty values, `NA`, `NaN` and `?` are missing: a missing number becomes the mean and
 * an input `…_missing` says so, a missing text is a category of its own, and a row without a target is
 * dropped. Regression targets are standardised too, so that one learning rate suits dollars and millimetres;
 * `targetScale` undoes it.
 *
 * @throws LehrError BAD_DATA naming file and line for malformed text, a single class or a constant target;
 * BAD_VALUE for a column that is not there.
 * @example
 * import { csv } from "@lehr/train";
 * const data = csv("size,colour,kind\n1,red,a\n2,blue,b\n3,,b\n", { target: "kind", validation: 1 });
 * data.features; // => ["size", "colour=blue", "colour=red", "colour_missing"]
 * data.labels; // => ["a", "b"]
 */
export function csv(text: string, options: CsvOptions): TableDataset {
  const { name = "csv", ignore = [] } = options;
  const table = readTable(name, text, options.delimiter);
  for (const column of [options.target, ...ignore]) checkColumn(name, column, table.columns);
  const targetIndex = table.columns.indexOf(options.target);
  const rows = table.rows.filter(({ values }) => !isMissing(values[targetIndex]!));
  if (rows.length < 2) {
    const column = JSON.stringify(options.target);
    throw new LehrError(
      "BAD_DATA",
      `${name}: expected at least two rows with a ${column}, got ${rows.length}`,
    );
  }
  const seen = table.columns.map((column) => !ignore.includes(column));
  for (const { line, values } of rows) {
    const index = values.findIndex((value, index) => seen[index] && overflows(value));
    if (index === -1) continue;
    throw new LehrError(
      "BAD_DATA",
      `${name}: line ${line}: column ${JSON.stringify(table.columns[index])}: ${values[index]} is too large for a number; correct it or ignore the column`,
    );
  }
  const parts = split(name, rows.length, options);
  const training = Array.from(parts.train, (index) => rows[index]!);
  const used = table.columns.flatMap((column, index) => {
    if (index === targetIndex || ignore.includes(column)) return [];
    const input = inputColumn(name, column, index, rows, training);
    return input ? [{ index, input, names: featureNames(input) }] : [];
  });
  const features = used.flatMap(({ names }) => names);
  if (features.length === 0) throw new LehrError("BAD_DATA", `${name}: no column but the target has values`);

  const values = new Float32Array(rows.length * features.length);
  let offset = 0;
  for (const row of rows) {
    for (const { index, input, names } of used) {
      writeFeatures(input, row.values[index]!, values, offset);
      offset += names.length;
    }
  }
  const x = { values, shape: [features.length] };
  const targets = rows.map(({ line, values }) => ({ line, text: values[targetIndex]! }));
  const names = targets.some((target) => numberOf(target.text) === undefined);
  const { y, ...target } =
    (options.task ?? (names ? "classification" : "regression")) === "classification"
      ? classTarget(name, options.target, targets)
      : numberTarget(name, options.target, targets, parts.train);
  return {
    ...target,
    inputShape: [features.length],
    train: rowExamples(x, y, parts.train),
    validation: rowExamples(x, y, parts.validation),
    features,
    columns: used.map(({ input }) => input),
    dropped: table.rows.length - rows.length,
  };
}

function checkColumn(name: string, column: string, columns: readonly string[]): void {
  if (columns.includes(column)) return;
  const close = nearest(column, columns);
  const hint = close === undefined ? "; the" : `, did you mean "${close}"? The`;
  throw new LehrError(
    "BAD_VALUE",
    `${name}: there is no column "${column}"${hint} columns are ${columns.map((c) => `"${c}"`).join(", ")}`,
  );
}
