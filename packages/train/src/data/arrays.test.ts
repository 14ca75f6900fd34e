import { expect, test } from "vitest";
import { arrays, type ArraysOptions } from "./arrays.js";

const xor: ArraysOptions = {
  task: "classification",
  x: [0, 0, 0, 1, 1, 0, 1, 1],
  y: [0, 1, 1, 0],
  inputShape: [2],
  validation: 0,
};

test("classes are whole numbers, as many as the largest asks for", () => {
  const data = arrays(xor);
  expect(data.outputs).toBe(2);
  const { x, y } = data.train.gather(Int32Array.of(0, 1, 2, 3));
  expect([x.shape, y.shape]).toEqual([[4, 2], [4]]);
  expect(y.values).toBeInstanceOf(Int32Array);
});

test("labels name the classes and say how many there are", () => {
  const data = arrays({ ...xor, labels: ["same", "different", "never"] });
  expect([data.outputs, data.labels]).toEqual([3, ["same", "different", "never"]]);
});

test("regression has as many outputs as targets an example", () => {
  const data = arrays({
    task: "regression",
    x: [1, 2],
    y: [1, 2, 3, 4, 5, 6],
    inputShape: [1],
    validation: 0,
  });
  const { y } = data.train.gather(Int32Array.of(0, 1));
  expect([data.outputs, y.shape]).toEqual([3, [2, 3]]);
});

test.each<[string, Partial<ArraysOptions>]>([
  ["x must hold whole examples of [2], that is 2 numbers each, got 7", { x: [1, 2, 3, 4, 5, 6, 7] }],
  ["x must hold whole examples of [2], that is 2 numbers each, got 0", { x: [] }],
  ["x[3] must be a finite float32, got NaN", { x: [0, 0, 0, NaN, 1, 0, 1, 1] }],
  ["x[3] must be a finite float32, got 1e+39", { x: [0, 0, 0, 1e39, 1, 0, 1, 1] }],
  ["y must hold one class for each of 4 examples, got 3", { y: [0, 1, 1] }],
  ["y[2] must be a whole number from 0, got 0.5", { y: [0, 1, 0.5, 0] }],
  ["y[1] must be a whole number from 0, got -1", { y: [0, -1, 0, 0] }],
  ["y[3] must be 0 … 1, as there are 2 labels, got 2", { y: [0, 1, 1, 2], labels: ["a", "b"] }],
  [
    "y must hold the same number of targets for each of 4 examples, got 6",
    { task: "regression", y: [1, 2, 3, 4, 5, 6] },
  ],
  ["y[0] must be a finite float32, got Infinity", { task: "regression", y: [Infinity, 1, 2, 3] }],
])("%s", (message, slip) => {
  expect(() => arrays({ ...xor, ...slip })).toThrow(
    expect.objectContaining({ code: "BAD_DATA", message: `arrays: ${message}` }),
  );
});
