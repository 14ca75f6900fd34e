import { jit, numpy as np, valueAndGrad } from "@jax-js/jax";
import { expect, it } from "vitest";
import { expOfNegative } from "./exp.js";

it("is eˣ to 4e-6 of its value down to −10, and so is its slope", async () => {
  const inputs = Float32Array.from({ length: 10_001 }, (_, index) => -index / 1000);
  const values = await jit(expOfNegative)(np.array(inputs)).data();
  const total = (x: np.Array): np.Array => expOfNegative(x).sum();
  const [, gradient] = jit(valueAndGrad(total))(np.array(inputs)) as unknown as [np.Array, np.Array];
  const slopes = await gradient.data();
  const errors = Array.from(inputs, (x, index) =>
    Math.max(Math.abs(values[index]! / Math.exp(x) - 1), Math.abs(slopes[index]! / Math.exp(x) - 1)),
  );
  expect(errors.reduce((most, error) => Math.max(most, error))).toBeLessThan(4e-6);
});

it("is exactly 1 at 0, exactly 0 below −30, down to −∞, and hides no NaN", async () => {
  const inputs = np.array(Float32Array.of(0, -29, NaN, -31, -1e30, -Infinity));
  const [one, small, nothing, ...zeros] = await expOfNegative(inputs).data();
  expect(one).toBe(1);
  expect(small).toBeGreaterThan(0);
  expect(small).toBeLessThan(1e-12);
  expect(zeros).toEqual([0, 0, 0]);
  expect(nothing).toBeNaN();
});
