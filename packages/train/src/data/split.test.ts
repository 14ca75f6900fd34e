import { expect, test } from "vitest";
import { split, validationCount, type Split } from "./split.js";

const kept = (validation: unknown, count: number): number =>
  validationCount("data", validation as Split, count, "examples");

test("a whole number keeps back that many, a percentage that share", () => {
  expect(kept(2000, 10_000)).toBe(2000);
  expect(kept("20%", 10_000)).toBe(2000);
  expect(kept("12.5%", 80)).toBe(10);
  expect(kept("33%", 10)).toBe(3);
});

test("a share keeps back at least one, a zero nothing", () => {
  expect(kept("1%", 10)).toBe(1);
  expect(kept("0%", 10)).toBe(0);
  expect(kept(0, 10)).toBe(0);
});

test.each(["0%", "0.0%", "00%"])("%s keeps nothing back", (validation) => {
  expect(kept(validation, 10)).toBe(0);
});

test("a bare fraction is refused with the percentage that was meant", () => {
  expect(() => kept(0.2, 10)).toThrow(
    'data: validation must be a whole number of examples or a percentage such as "20%", got 0.2; write "20%"',
  );
  expect(() => kept("0.2", 10)).toThrow('got "0.2"; write "20%"');
});

test.each([-1, 1.5, NaN, Infinity, "20", "-5%", "many", "%", null])("%s is no split", (validation) => {
  expect(() => kept(validation, 10)).toThrow("data: validation must be a whole number");
});

test("a split must leave something to train on", () => {
  expect(() => kept(10, 10)).toThrow("keeps back 10 of 10 examples and leaves none to train on");
  expect(() => kept("100%", 10)).toThrow("leaves none");
  expect(() => kept("50%", 1)).toThrow("leaves none");
});

test("both parts together are every example once", () => {
  const { train, validation } = split("data", 1000, { validation: "20%", seed: 3 });
  expect([train.length, validation.length]).toEqual([800, 200]);
  expect([...train, ...validation].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test("the split is a function of the seed", () => {
  const of = (seed: number): number[] => [...split("data", 100, { validation: 20, seed }).validation];
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});
