import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Examples } from "./dataset.js";
import { text } from "./text.js";

const alphabet = "abcdefghijklmnopqrstuvwxyz";

/** All windows of some examples, as the text they stand for. */
function windows(data: ReturnType<typeof text>, part: Examples): { x: string; y: string }[] {
  const { x, y } = part.gather(Int32Array.from({ length: part.count }, (_, index) => index));
  const context = x.shape[1]!;
  const row = (values: ArrayLike<number>, i: number): string =>
    data.decode(Array.from(values).slice(i * context, (i + 1) * context));
  return Array.from({ length: part.count }, (_, i) => ({ x: row(x.values, i), y: row(y.values, i) }));
}

test("each character's target is the one that follows it", () => {
  const data = text(alphabet, { context: 4, validation: 0 });
  expect(windows(data, data.train).slice(0, 2)).toEqual([
    { x: "abcd", y: "bcde" },
    { x: "efgh", y: "fghi" },
  ]);
});

test("the last part is kept back and never trained on", () => {
  const data = text(alphabet, { context: 4, validation: "35%" });
  expect(windows(data, data.validation)).toEqual([
    { x: "rstu", y: "stuv" },
    { x: "vwxy", y: "wxyz" },
  ]);
  for (let epoch = 0; epoch < 50; epoch++) {
    for (const { x, y } of windows(data, data.train.forEpoch!(0, epoch))) expect(x + y).not.toMatch(/[r-z]/);
  }
});

test("each epoch moves the windows, by an offset of the seed and the epoch alone", () => {
  const data = text(alphabet, { context: 5, validation: 0 });
  const firsts = (seed: number): string[] =>
    Array.from({ length: 40 }, (_, epoch) => windows(data, data.train.forEpoch!(seed, epoch))[0]!.x[0]!);
  expect([...new Set(firsts(0))].sort()).toEqual(["a", "b", "c", "d", "e"]);
  expect(firsts(0)).toEqual(firsts(0));
  expect(firsts(0)).not.toEqual(firsts(1));
});

test("every epoch has the same number of windows, none past the end", () => {
  for (let length = 6; length <= 26; length++) {
    const data = text(alphabet.slice(0, length), { context: 5, validation: 0 });
    expect(data.train.count).toBe(Math.max(1, Math.floor((length - 5) / 5)));
    for (let epoch = 0; epoch < 20; epoch++) {
      const part = data.train.forEpoch!(0, epoch);
      expect(part.count).toBe(data.train.count);
      for (const { x, y } of windows(data, part)) expect(alphabet).toContain(x + y.slice(-1));
    }
  }
});

test("the vocabulary is the sorted characters, whole ones outside the basic plane too", () => {
  const data = text("hé🙂 hé🙂 ", { context: 2, validation: 0 });
  expect(data.labels).toEqual([" ", "h", "é", "🙂"]);
  expect([...data.encode("🙂h")]).toEqual([3, 1]);
  expect(data.decode([3, 2])).toBe("🙂é");
  expect([data.task, data.inputShape, data.outputs]).toEqual(["tokens", [2], 4]);
});

test("tokens are whole numbers on both sides", () => {
  const { x, y } = text(alphabet, { context: 3, validation: 0 }).train.gather(Int32Array.of(1, 0));
  expect(x).toEqual({ values: Int32Array.of(3, 4, 5, 0, 1, 2), shape: [2, 3] });
  expect(y).toEqual({ values: Int32Array.of(4, 5, 6, 1, 2, 3), shape: [2, 3] });
});

test.each<[string, string, { context: number; validation?: number | `${number}%` }]>([
  ["the text must have at least 5 characters (a context of 4 and the next one), got 0", "", { context: 4 }],
  [
    "the text must have at least 5 characters (a context of 4 and the next one), got 4",
    "abcd",
    { context: 4 },
  ],
  [
    "the training part must have at least 5 characters (a context of 4 and the next one), got 4",
    "abcdefghij",
    { context: 4, validation: 6 },
  ],
  [
    "the validation part must have at least 5 characters (a context of 4 and the next one), got 1",
    "abcdefghij",
    { context: 4 },
  ],
  ['expected different characters, got only "a"', "aaaaaaaaaa", { context: 2, validation: 0 }],
])("%s", (message, content, options) => {
  expect(() => text(content, { ...options, name: "notes.txt" })).toThrow(
    expect.objectContaining({ code: "BAD_DATA", message: `notes.txt: ${message}` }),
  );
});

test("an impossible context, an unknown character and an unknown token are refused", () => {
  expect(() => text("abc", { context: 0 })).toThrow("text: context must be a positive integer, got 0");
  const data = text(alphabet, { context: 4, validation: 0 });
  expect(() => data.encode("aé")).toThrow('text: the vocabulary has no "é"');
  expect(() => data.decode([0, 26])).toThrow("text: expected a token 0 … 25, got 26");
});

const shakespeare = "../shared/data/tinyshakespeare.txt";
test.skipIf(!existsSync(shakespeare))("the whole of tiny Shakespeare (skipped without ../shared)", () => {
  const content = readFileSync(shakespeare, "utf8");
  const data = text(content, { context: 64 });
  // python3 -c 's = open("tinyshakespeare.txt").read(); print(len(s), len(set(s)))' → 1115394 65
  expect(data.outputs).toBe(65);
  expect([data.train.count, data.validation.count]).toEqual([
    Math.floor((1_003_855 - 64) / 64),
    Math.floor((111_539 - 1) / 64),
  ]);
  expect(data.decode(data.encode(content.slice(0, 1000)))).toBe(content.slice(0, 1000));
});
