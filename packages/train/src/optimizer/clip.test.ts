import { jit, numpy as np } from "@jax-js/jax";
import { expect, it } from "vitest";
import { clipByGlobalNorm } from "./clip.js";

const clip = jit((gradients: np.Array[], limit: np.Array) => clipByGlobalNorm(gradients, limit));

it("scales to the limit, over all gradients together", async () => {
  const scaled = clip([np.array([3, 0]), np.array([[0, 4]])], np.array(2.5));
  const [one, two] = await Promise.all(scaled.map((gradient) => gradient.data()));
  expect(one![0]).toBeCloseTo(1.5, 6);
  expect(two![1]).toBeCloseTo(2, 6);
});

it("leaves what is within the limit as it is, to the bit", async () => {
  const gradient = Float32Array.of(0.1, -0.2, 0.3);
  const [scaled] = clip([np.array(gradient)], np.array(1));
  expect(await scaled!.data()).toEqual(gradient);
});

it("measures a million gradients to six digits", async () => {
  const gradient = Float32Array.from({ length: 1 << 20 }, (_, i) => 0.3 + 0.1 * Math.sin(i));
  const norm = Math.sqrt(gradient.reduce((sum, number) => sum + number * number, 0));
  const [scaled] = clip([np.array(gradient, { shape: [1024, 1024] })], np.array(1));
  const data = (await scaled!.data()) as Float32Array;
  expect(Math.abs((data[0]! * norm) / gradient[0]! - 1)).toBeLessThan(2e-6);
});
