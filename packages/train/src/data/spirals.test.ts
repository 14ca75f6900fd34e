import { expect, test } from "vitest";
import type { Dataset } from "./dataset.js";
import { spirals } from "./spirals.js";

function points(data: Dataset): { x: number; y: number; arm: number }[] {
  const all = data.train.gather(Int32Array.from({ length: data.train.count }, (_, index) => index));
  return Array.from(all.y.values, (arm, i) => ({
    x: all.x.values[2 * i]!,
    y: all.x.values[2 * i + 1]!,
    arm,
  }));
}

test("without noise every point lies on its arm", () => {
  for (const { x, y, arm } of points(spirals({ classes: 3, noise: 0, validation: 0 }))) {
    const turn = Math.atan2(y, x) / (2 * Math.PI) - Math.hypot(x, y) - arm / 3;
    expect(Math.abs(turn - Math.round(turn))).toBeLessThan(1e-4);
  }
});

test("the arms share the points evenly", () => {
  const arms = points(spirals({ classes: 3, examples: 100, validation: 0 })).map(({ arm }) => arm);
  expect([0, 1, 2].map((arm) => arms.filter((a) => a === arm).length)).toEqual([34, 33, 33]);
});

test("the points are a function of the seed", () => {
  expect(points(spirals({ seed: 4 }))).toEqual(points(spirals({ seed: 4 })));
  expect(points(spirals({ seed: 4 }))).not.toEqual(points(spirals({ seed: 5 })));
});

test("noise has the standard deviation that was asked for", () => {
  const [clean, noisy] = [0, 0.1].map((noise) => points(spirals({ noise, examples: 6000, validation: 0 })));
  const squares = noisy!.map(({ x, y }, i) => (x - clean![i]!.x) ** 2 + (y - clean![i]!.y) ** 2);
  const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (2 * squares.length));
  expect(deviation).toBeCloseTo(0.1, 2);
});

test.each([
  [{ classes: 1 }, "spirals: classes must be an integer ≥ 2, got 1"],
  [{ classes: 4, examples: 7 }, "spirals: examples must be an integer ≥ 2 a class, that is 8, got 7"],
  [{ noise: -1 }, "spirals: noise must be a finite number ≥ 0, got -1"],
  [{ noise: NaN }, "spirals: noise must be a finite number ≥ 0, got NaN"],
])("%o is refused", (options, message) => {
  expect(() => spirals(options)).toThrow(message);
});
