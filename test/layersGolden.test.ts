/** Every layer and loss against PyTorch in float64: golden/torch-nn.json. */
import { readFileSync } from "node:fs";
import { binaryCrossEntropy, crossEntropy, mse, nn, tensor, type Tensor } from "@lehr/train";
import { describe, expect, it } from "vitest";

interface Values {
  shape: number[];
  data: number[];
}

interface GoldenCase {
  name: string;
  layers: [string, ...unknown[]][];
  lossName: keyof typeof losses;
  x: Values;
  y: Values;
  output: Values;
  loss: number;
  state: Record<string, Values>;
  gradients: Record<string, Values>;
}

const { cases } = JSON.parse(
  readFileSync(new URL("golden/torch-nn.json", import.meta.url), "utf8"),
) as unknown as { cases: GoldenCase[] };

const losses = { mse, crossEntropy, binaryCrossEntropy };
const makers = nn as unknown as Record<string, (...args: unknown[]) => nn.Module>;

function build({ layers, state }: GoldenCase): nn.Module {
  const model = nn.sequential(...layers.map(([kind, ...args]) => makers[kind]!(...args)));
  const entries = Object.entries(state).map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  model.loadStateDict(Object.fromEntries(entries));
  return model;
}

function input(one: GoldenCase): Tensor {
  const whole = one.layers[0]![0] === "embedding";
  return tensor(whole ? Int32Array.from(one.x.data) : one.x.data, one.x.shape);
}

function target({ lossName, y }: GoldenCase): Tensor {
  return tensor(lossName === "crossEntropy" ? Int32Array.from(y.data) : y.data, y.shape);
}

/** Equal within 2e-5 of the largest number, give or take two roundings of a float32 near 1. */
function expectClose(got: ArrayLike<number>, want: readonly number[], what: string): void {
  expect(got.length, what).toBe(want.length);
  const tolerance = 2e-5 * Math.max(...want.map(Math.abs)) + 2 ** -22;
  want.forEach((number, index) => {
    expect(Math.abs(got[index]! - number), `${what}[${index}]`).toBeLessThanOrEqual(tolerance);
  });
}

describe.each(cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
  it("gives PyTorch's output", async () => {
    const output = await build(one).predict(input(one));
    expect(output.shape).toEqual(one.output.shape);
    expectClose(await output.data(), one.output.data, "output");
  });

  it("has PyTorch's loss and gradients", async () => {
    const model = build(one);
    const loss = await losses[one.lossName](model, input(one), target(one));
    expectClose([loss.item()], [one.loss], "loss");
    await loss.backward();
    for (const parameter of model.parameters()) {
      const want = one.gradients[parameter.name]!;
      expect(parameter.gradient!.shape).toEqual(want.shape);
      expectClose(await parameter.gradient!.ref.data(), want.data, parameter.name);
    }
  });

  it("has the same loss without gradients", async () => {
    expectClose(
      [await losses[one.lossName].evaluate(build(one), input(one), target(one))],
      [one.loss],
      "loss",
    );
  });
});
