import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { csv, type CsvOptions, type TableDataset } from "./csv.js";
import type { Examples } from "./dataset.js";

/** The inputs of all examples of a part, each as {feature: value}, with the target as `→`. */
function rows(data: TableDataset, part: Examples = data.train): Record<string, number>[] {
  const { x, y } = part.gather(Int32Array.from({ length: part.count }, (_, index) => index));
  const width = data.features.length;
  return Array.from({ length: part.count }, (_, row) => ({
    ...Object.fromEntries(data.features.map((name, i) => [name, x.values[row * width + i]!])),
    "→": y.values[row]!,
  }));
}

const all = (text: string, options: CsvOptions): TableDataset => csv(text, { validation: 0, ...options });

describe("inputs", () => {
  test("numbers are standardised by the mean and deviation of the training rows", () => {
    const text = `n,k\n${Array.from({ length: 40 }, (_, i) => `${i * i},${i % 2 ? "odd" : "even"}`).join("\n")}`;
    const data = csv(text, { target: "k", validation: "50%" });
    const [n] = data.columns;
    if (n?.kind !== "number") throw new Error("expected a number column");
    const training = rows(data).map((row) => row["n"]! * n.std + n.mean);
    const mean = training.reduce((sum, value) => sum + value, 0) / 20;
    expect(n.mean).toBeCloseTo(mean, 3);
    expect(n.std).toBeCloseTo(Math.sqrt(training.reduce((s, v) => s + (v - mean) ** 2, 0) / 20), 3);
    const validation = rows(data, data.validation).map((row) => row["n"]! * n.std + n.mean);
    const squares = [...training, ...validation]
      .map((value) => Math.abs(Math.round(value)))
      .sort((a, b) => a - b);
    expect(squares).toEqual(Array.from({ length: 40 }, (_, i) => i * i));
  });

  test("texts become one input a category, in alphabetical order", () => {
    const data = all("colour,k\nred,a\nblue,b\nred,b\n", { target: "k" });
    expect(data.features).toEqual(["colour=blue", "colour=red"]);
    expect(rows(data)).toContainEqual({ "colour=blue": 1, "colour=red": 0, "→": 1 });
    expect(rows(data)).toContainEqual({ "colour=blue": 0, "colour=red": 1, "→": 0 });
  });

  test.each(["", "NA", "NaN", "?", "  "])(
    "%j is a missing number: the mean, and an input that says so",
    (gap) => {
      const data = all(`n,k\n1,a\n${gap},b\n3,a\n`, { target: "k" });
      expect(data.features).toEqual(["n", "n_missing"]);
      expect(rows(data)).toContainEqual({ n: 0, n_missing: 1, "→": 1 });
      expect(rows(data)).toContainEqual({ n: 1, n_missing: 0, "→": 0 });
      expect(data.columns).toEqual([{ kind: "number", name: "n", missing: true, mean: 2, std: 1 }]);
    },
  );

  test("a missing text is a category of its own", () => {
    const data = all("c,n,k\nred,1,a\n,2,b\n", { target: "k" });
    expect(data.features).toEqual(["c=red", "c_missing", "n"]);
    expect(rows(data)).toContainEqual({ "c=red": 0, c_missing: 1, n: 1, "→": 1 });
  });

  test("a constant column becomes zeros, also when its mean is not exact", () => {
    const data = all(`n,k\n${"0.1,a\n0.1,b\n0.1,a\n".repeat(7)}`, { target: "k" });
    expect(new Set(rows(data).map((row) => row["n"]))).toEqual(new Set([0]));
  });

  test("a column without any value, or to be ignored, is left out", () => {
    const data = all("id,empty,n,k,\nx1,,1,a,\nx2,NA,2,b,\n", { target: "k", ignore: ["id"] });
    expect(data.features).toEqual(["n"]);
  });

  test("the inputs are the same whatever the split", () => {
    const text = "c,n,k\nonly once,1,a\nred,2,b\nred,,a\nred,3,b\n";
    const shapes = [0, 1, 2, 3, 4].map((seed) => csv(text, { target: "k", validation: 2, seed }).features);
    for (const features of shapes) expect(features).toEqual(["c=only once", "c=red", "n", "n_missing"]);
  });

  test("numbers may be signed and in scientific notation; anything else makes a column text", () => {
    const data = all("a,b,k\n-1.5e3,0x10,x\n+.5,12 kg,y\n", { target: "k" });
    expect(data.columns.map(({ kind }) => kind)).toEqual(["number", "category"]);
  });
});

describe("targets", () => {
  test("names are classes in alphabetical order", () => {
    const data = all("n,k\n1,dog\n2,cat\n3,dog\n", { target: "k" });
    expect([data.task, data.outputs, data.labels]).toEqual(["classification", 2, ["cat", "dog"]]);
  });

  test("numbers are a regression, standardised, with what undoes it", () => {
    const data = all("n,y\n1,10\n2,20\n3,60\n", { target: "y" });
    expect([data.task, data.outputs]).toEqual(["regression", 1]);
    const { mean, std } = data.targetScale!;
    expect(
      rows(data)
        .map((row) => Math.round(row["→"]! * std + mean))
        .sort(),
    ).toEqual([10, 20, 60]);
    expect(mean).toBe(30);
    expect(std).toBeCloseTo(Math.sqrt((400 + 100 + 900) / 3), 12);
    expect(data.train.gather(Int32Array.of(0, 1)).y.shape).toEqual([2, 1]);
  });

  test("whole numbers are classes when that is the task, in the order of numbers", () => {
    const data = all("n,k\n1,10\n2,9\n3,10.0\n", { target: "k", task: "classification" });
    expect(data.labels).toEqual(["9", "10"]);
    expect(data.train.gather(Int32Array.of(0, 1)).y.shape).toEqual([2]);
  });

  test("rows without a target are dropped and counted", () => {
    const data = all("n,k\n1,a\n2,\n3,b\n4,NA\n", { target: "k" });
    expect([data.dropped, data.train.count]).toEqual([2, 2]);
  });
});

describe("the file", () => {
  test.each([",", ";", "\t", "|"])("%j between values is found out", (delimiter) => {
    const text = "size in cm,kind\n1,a\n2,b\n".replaceAll(",", delimiter);
    expect(all(text, { target: "kind" }).features).toEqual(["size in cm"]);
  });

  test("delimiters in quotes, a byte order mark, CRLF, empty lines and spaces do no harm", () => {
    const data = all('\ufeff"a; b, c";k\r\n\r\n 1 ; x\r\n2;"y ""z"""\r\n', { target: "k" });
    expect([data.features, data.labels]).toEqual([["a; b, c"], ["x", 'y "z"']]);
  });

  test("an empty value before a tab stays where it is", () => {
    const data = all("a\tb\tk\n\t2\tx\n1\t3\ty\n", { target: "k" });
    expect(data.features).toEqual(["a", "a_missing", "b"]);
  });

  test.each<[string, string, CsvOptions?]>([
    ["is empty; expected a line of column names and rows", ""],
    ["is empty; expected a line of column names and rows", " \n\n"],
    ['expected at least two rows with a "k", got 0', "n,k\n"],
    ['expected at least two rows with a "k", got 1', "n,k\n1,a\n2,\n"],
    ['line 1: expected at least two columns separated by , ; tab or |, got only "k"', "k\na\nb\n"],
    [
      'line 1: expected at least two columns separated by ";", got only "n,k"',
      "n,k\n1,a\n",
      { target: "k", delimiter: ";" },
    ],
    ['line 1: two columns are called "n"', "n,n,k\n1,2,a\n"],
    ["line 5: expected 2 values, one a column, got 3", 'n,k\n"1\n2",a\n\n3,b,c\n'],
    ["line 3: expected 2 values, one a column, got 1", "n,k\n1,a\n2\n"],
    ["a quote that opens after line 0 is never closed", 'n,"k\n1,a\n2,b\n'],
    ["a quote that opens after line 2 is never closed", 'n,k\n1,a\n"2,b\n3,a\n'],
    ["line 3: Invalid Closing Quote", 'n,k\n1,a\n"2"2,b\n'],
    ['expected at least two classes in column "k", got only "a"', "n,k\n1,a\n2,a\n"],
    ["no column but the target has values", "n,k\n,a\n,b\n"],
    ['column "k" is 5 in every training row', "n,k\n1,5\n2,5\n"],
    [
      'line 3: the target of a regression must be a number, got "tall"',
      "n,k\n1,5\n2,tall\n",
      { target: "k", task: "regression" },
    ],
    [
      "line 3: a class must be a name or a whole number, got 1.5; is this a regression?",
      "n,k\n1,5\n2,1.5\n",
      { target: "k", task: "classification" },
    ],
    [
      'line 2: column "id" holds 257 different texts, at most 256 make sense as categories ("x0" is not a number)',
      `id,k\n${Array.from({ length: 257 }, (_, i) => `x${i},${i % 2 ? "a" : "b"}`).join("\n")}`,
    ],
  ])("%s", (message, text, options = { target: "k" }) => {
    expect(() => csv(text, { ...options, name: "t.csv" })).toThrow(`t.csv: ${message}`);
    expect(() => csv(text, { ...options, name: "t.csv" })).toThrow(
      expect.objectContaining({ code: "BAD_DATA" }),
    );
  });

  test("an unknown column comes with the columns and the nearest", () => {
    expect(() => csv("size,species\n1,a\n", { target: "spcies" })).toThrow(
      'csv: there is no column "spcies", did you mean "species"? The columns are "size", "species"',
    );
    expect(() => csv("size,species\n1,a\n", { target: "y" })).toThrow(
      'csv: there is no column "y"; the columns are "size", "species"',
    );
    expect(() => csv("size,species\n1,a\n", { target: "species", ignore: ["sizes"] })).toThrow(
      'did you mean "size"?',
    );
  });
});

const tables = "../shared/data/tables";
describe.skipIf(!existsSync(tables))("real tables (skipped without ../shared)", () => {
  test("penguins: three species from 344 rows with gaps", () => {
    const text = readFileSync(`${tables}/penguins.csv`, "utf8");
    const data = csv(text, { target: "species", validation: "20%" });
    expect([data.train.count, data.validation.count, data.labels]).toEqual([
      275,
      69,
      ["Adelie", "Chinstrap", "Gentoo"],
    ]);
    expect(data.features.filter((name) => /^(island|sex)/.test(name))).toEqual([
      "island=Biscoe",
      "island=Dream",
      "island=Torgersen",
      "sex=FEMALE",
      "sex=MALE",
      "sex_missing",
    ]);
    expect(
      rows(data)
        .concat(rows(data, data.validation))
        .filter((row) => row["sex_missing"] === 1),
    ).toHaveLength(11);
  });

  test("diamonds: prices of 53,940 rows", () => {
    const data = csv(readFileSync(`${tables}/diamonds.csv`, "utf8"), { target: "price", validation: 0 });
    expect([data.task, data.train.count, data.features.length]).toEqual([
      "regression",
      53_940,
      6 + 5 + 7 + 8,
    ]);
    // python3: statistics.mean and statistics.pstdev of the column
    expect(data.targetScale!.mean).toBeCloseTo(3932.799721913237, 8);
    expect(data.targetScale!.std).toBeCloseTo(3989.4027576288736, 8);
  });
});

test("a number that is larger than any is refused, and does not make its column one of words", () => {
  const table = "x,y,z\n1,1,a\n1e999,2,b\n3,3,a\n";
  expect(() => csv(table, { target: "y" })).toThrow(
    'csv: line 3: column "x": 1e999 is too large for a number',
  );
  expect(csv(table, { target: "y", ignore: ["x"], validation: 1 }).features).toEqual(["z=a", "z=b"]);
});
