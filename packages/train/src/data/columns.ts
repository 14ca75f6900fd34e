import { LehrError } from "lehr";
import { isMissing, numberOf, type TableRow } from "./table.js";

/** How an input column becomes numbers. Plain data: enough to treat a new row as the model's data were. */
export type Column = NumberColumn | CategoryColumn;

/** value → (value − mean) / std, with the mean in place of a missing value. */
export interface NumberColumn extends Scale {
  readonly kind: "number";
  readonly name: string;
  /** Whether values are missing, so that a further input says of each row whether its value is. */
  readonly missing: boolean;
}

/** text → one input a category, 1 where the text is that category and 0 elsewhere. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly name: string;
  readonly categories: readonly string[];
  /** Whether values are missing, which is then one more category. */
  readonly missing: boolean;
}

/** The mean and the standard deviation that numbers are standardised by. */
export interface Scale {
  readonly mean: number;
  readonly std: number;
}

/** More categories than this are taken for a mistake: a name, an identifier, a number with a slip. */
const mostCategories = 256;

/**
 * How column `index` of the table becomes numbers: as numbers when every value that is there is one, as
 * categories otherwise. Kind, categories and `missing` come from all rows, so the model's shape does not
 * depend on the split; mean and deviation come from the training rows only.
 *
 * @returns undefined for a column without any value, which is left out.
 * @throws LehrError BAD_DATA for a column of too many different texts.
 */
export function inputColumn(
  file: string,
  name: string,
  index: number,
  rows: readonly TableRow[],
  training: readonly TableRow[],
): Column | undefined {
  const present = rows.filter(({ values }) => !isMissing(values[index]!));
  if (present.length === 0) return undefined;
  const missing = present.length < rows.length;
  const text = present.find(({ values }) => numberOf(values[index]!) === undefined);
  if (!text) return { kind: "number", name, missing, ...scaleOf(numbersAt(index, training)) };

  const categories = [...new Set(present.map(({ values }) => values[index]!))].sort();
  if (categories.length > mostCategories) {
    throw new LehrError(
      "BAD_DATA",
      `${file}: line ${text.line}: column ${JSON.stringify(name)} holds ${categories.length} different texts, at most ${mostCategories} make sense as categories (${JSON.stringify(text.values[index])} is not a number); correct it or ignore the column`,
    );
  }
  return { kind: "category", name, categories, missing };
}

/** Mean and standard deviation (over n). Numbers that are all the same get 1, so that they become 0. */
export function scaleOf(numbers: readonly number[]): Scale {
  const [first = 0] = numbers;
  // Asked, not computed: the mean of equal numbers is off by a rounding, which is no spread.
  if (numbers.every((number) => number === first)) return { mean: first, std: 1 };
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / numbers.length) };
}

/** The names of the inputs that a column becomes, in order. */
export function featureNames(column: Column): string[] {
  const values =
    column.kind === "number" ? [column.name] : column.categories.map((c) => `${column.name}=${c}`);
  return column.missing ? [...values, `${column.name}_missing`] : values;
}

/** Writes what `value` becomes to `into`, from `offset` on. `into` is zero there. */
export function writeFeatures(column: Column, value: string, into: Float32Array, offset: number): void {
  const width = column.kind === "number" ? 1 : column.categories.length;
  if (isMissing(value)) into[offset + width] = 1;
  else if (column.kind === "number") into[offset] = (numberOf(value)! - column.mean) / column.std;
  else into[offset + column.categories.indexOf(value)] = 1;
}

function numbersAt(index: number, rows: readonly TableRow[]): number[] {
  return rows.flatMap(({ values }) => numberOf(values[index]!) ?? []);
}
