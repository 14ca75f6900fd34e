import { parse, type CsvError } from "csv-parse/browser/esm/sync";
import { LehrError } from "lehr";

/** A table as it stands in the file: texts, without surrounding space. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** One row, and where it ends in the file (counted from 1). */
export interface TableRow {
  readonly line: number;
  readonly values: readonly string[];
}

/** Whether a value says that there is none. */
export function isMissing(value: string): boolean {
  return value === "" || value === "NA" || value === "NaN" || value === "?";
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text is in full, or undefined: `1e-3` and `-.5` are, `0x10`, `1,5` and `12 kg` are not. */
export function numberOf(value: string): number | undefined {
  if (!decimal.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Whether a text is a number that is larger than any: `1e999`. */
export function overflows(value: string): boolean {
  return decimal.test(value) && !Number.isFinite(Number(value));
}

/**
 * Reads delimited text whose first line names the columns.
 *
 * @throws LehrError BAD_DATA naming file and line for a broken quote, a row of another length, two columns of
 * one name, or a file without rows.
 */
export function readTable(name: string, text: string, delimiter: string | undefined): Table {
  const between = delimiter ?? delimiterOf(text);
  const [header, ...rows] = records(name, text, between);
  if (!header) throw new LehrError("BAD_DATA", `${name}: is empty; expected a line of column names and rows`);
  const columns = header.values.map((column, index) => column || `column ${index + 1}`);
  if (columns.length < 2) {
    const slip =
      delimiter === undefined ? "separated by , ; tab or |" : `separated by ${JSON.stringify(between)}`;
    throw new LehrError(
      "BAD_DATA",
      `${name}: line 1: expected at least two columns ${slip}, got only ${JSON.stringify(columns[0])}`,
    );
  }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new LehrError("BAD_DATA", `${name}: line 1: two columns are called ${JSON.stringify(twice)}`);
  }
  for (const { line, values } of rows) {
    if (values.length !== columns.length) {
      throw new LehrError(
        "BAD_DATA",
        `${name}: line ${line}: expected ${columns.length} values, one a column, got ${values.length}`,
      );
    }
  }
  return { columns, rows };
}

function records(name: string, text: string, delimiter: string, to = -1): TableRow[] {
  try {
    const parsed = parse(text, {
      to,
      delimiter,
      info: true,
      bom: true,
      // With tabs between them, trimming would eat empty values.
      trim: delimiter !== "\t",
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({
      line: info.lines,
      values: record.map((value) => value.trim()),
    }));
  } catch (cause) {
    const error = cause as CsvError & { lines: number; records: number };
    if (error.code === "CSV_QUOTE_NOT_CLOSED") {
      // The parser knows the line where the file ends; the slip is after the last row it could read.
      const last = error.records > 0 ? records(name, text, delimiter, error.records).at(-1)!.line : 0;
      throw new LehrError("BAD_DATA", `${name}: a quote that opens after line ${last} is never closed`, {
        cause,
      });
    }
    throw new LehrError("BAD_DATA", `${name}: line ${error.lines}: ${error.message}`, { cause });
  }
}

/** The one of , ; tab and | that the first line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const header = (/\S.*/.exec(text)?.[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const counted = [",", ";", "\t", "|"].map((delimiter) => header.split(delimiter).length - 1);
  return [",", ";", "\t", "|"][counted.indexOf(Math.max(...counted))]!;
}
