import { jit, numpy as np, valueAndGrad } from "@jax-js/jax";
import { expect, it } from "vitest";
import { gelu } from "./gelu.js";
import { Scope } from "./scope.js";

const STEP = 1 / 512;
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** From −12 to 12: x, x·Φ(x) and its slope, with Φ by Simpson's rule. */
function* exact(): Generator<[x: number, value: number, slope: number]> {
  let phi = 0;
  for (let x = -12; x < 12; x += STEP) {
    yield [x, x * phi, phi + x * density(x)];
    phi += (STEP / 6) * (density(x) + 4 * density(x + STEP / 2) + density(x + STEP));
  }
}

it("is x·Φ(x) to 1e-6, and its slope to 4e-6", async () => {
  const rows = [...exact()];
  const inputs = np.array(Float32Array.from(rows, ([x]) => x));
  const layer = gelu();
  const values = jit((x: np.Array) => layer.apply(x, new Scope([], [])))(inputs.ref);
  const total = (x: np.Array): np.Array => layer.apply(x, new Scope([], [])).sum();
  const [, slopes] = jit(valueAndGrad(total))(inputs) as unknown as [np.Array, np.Array];
  const [gotValues, gotSlopes] = [await values.data(), await slopes.data()];
  const worst = (errors: number[]): number =>
    errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0);
  expect(worst(rows.map(([, value], index) => gotValues[index]! - value))).toBeLessThan(1e-6);
  expect(worst(rows.map(([, , slope], index) => gotSlopes[index]! - slope))).toBeLessThan(4e-6);
});
