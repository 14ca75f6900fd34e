import { expect, test } from "vitest";
import { csv } from "./csv.js";
import { fingerprintOf } from "./fingerprint.js";
import { spirals } from "./spirals.js";
import { text } from "./text.js";

test("the same data have the same fingerprint, data that differ in one value, the split or a name another", () => {
  const table = (value: number, last = "b", validation = 2) => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i === 7 ? value : i},${i % 2 ? "a" : last}`);
    return csv(`x,y\n${rows.join("\n")}\n`, { target: "y", validation });
  };
  const all = [table(7), table(7.5), table(7, "c"), table(7, "b", 3)].map(fingerprintOf);
  expect(fingerprintOf(table(7))).toBe(all[0]);
  expect(new Set(all).size).toBe(all.length);
  expect(all[0]).toMatch(/^[0-9a-f]{16}$/);
});

test("a moved point and a changed letter are noticed among many", () => {
  const points = (noise: number) => fingerprintOf(spirals({ examples: 9000, noise, seed: 1 }));
  expect(points(0.1)).toBe(points(0.1));
  expect(points(0.1)).not.toBe(points(0.1000001));
  const letters = (letter: string) => `${"abcd ".repeat(900)}${letter}${" dcba".repeat(900)}`;
  const read = (letter: string) => fingerprintOf(text(letters(letter), { context: 8 }));
  expect(read("a")).not.toBe(read("b"));
});
