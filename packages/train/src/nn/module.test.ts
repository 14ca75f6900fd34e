import { describe, expect, it } from "vitest";
import { tensor } from "../engine/tensor.js";
import { linear } from "./linear.js";
import { sequential } from "./sequential.js";

describe("a parameter's name", () => {
  it("is the path from the root, also when an inner layer is asked", () => {
    const [body, head] = [linear(3, 3), linear(3, 3)];
    const model = sequential(body, head);
    const names = ["0.weight", "0.bias", "1.weight", "1.bias"];
    expect(model.parameters().map(({ name }) => name)).toEqual(names);
    expect(body.size).toBe(12);
    expect([...body.parameters(), ...head.parameters()].map(({ name }) => name)).toEqual(names);
  });

  it("gives layers of one shape different first values, whichever is asked first", async () => {
    const [body, head] = [linear(3, 3), linear(3, 3)];
    sequential(body, head);
    const [one, two] = [await head.stateDict(), await body.stateDict()];
    expect(one["weight"]).not.toEqual(two["weight"]);
    const [again, other] = [linear(3, 3), linear(3, 3)];
    const model = await sequential(again, other).stateDict();
    expect(model["1.weight"]).toEqual(one["weight"]);
  });

  it("is each root's own in its state", async () => {
    const body = linear(2, 2);
    const first = sequential(body, linear(2, 1));
    const second = sequential(linear(2, 2), body);
    expect(Object.keys(await first.stateDict())).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
    first.loadStateDict(await first.stateDict());
    second.loadStateDict(await second.stateDict());
  });

  it("is the first of several places of one parameter", () => {
    const layer = linear(2, 2);
    expect(
      sequential(layer, layer)
        .parameters()
        .map(({ name }) => name),
    ).toEqual(["0.weight", "0.bias"]);
  });
});

describe("saved values that do not fit are refused, and nothing has changed", () => {
  const shape = [2, 3];
  const bias = { shape: [2], data: new Float32Array(2) };
  it.each([
    ["a name missing", { bias }, 'model: the saved values lack "weight"'],
    [
      "a name unknown",
      { bias, weight: { shape, data: new Float32Array(6) }, more: bias },
      'model: the saved values hold "more", which this model does not have',
    ],
    [
      "another shape",
      { bias, weight: { shape: [3, 2], data: new Float32Array(6) } },
      'model: "weight" has shape [2, 3], the saved one [3, 2]',
    ],
    [
      "numbers missing",
      { bias, weight: { shape, data: new Float32Array(5) } },
      'model: "weight" has 6 numbers, the saved one 5',
    ],
  ])("%s", async (_, state, message) => {
    const layer = linear(3, 2);
    const before = await layer.stateDict();
    expect(() => layer.loadStateDict(state)).toThrow(message);
    expect(await layer.stateDict()).toEqual(before);
  });

  it("numbers that do not fill a parameter", () => {
    const [weight] = linear(3, 2).parameters();
    expect(() => weight!.set(new Float32Array(7))).toThrow('"weight": shape [2, 3] holds 6 numbers, got 7');
  });
});

it("predict() holds on to nothing when it refuses its input", async () => {
  const layer = linear(3, 2);
  const x = tensor([1, 2], [1, 2]);
  for (let time = 0; time < 3; time++) await expect(layer.predict(x)).rejects.toThrow("end in an axis of 3");
  expect([...layer.parameters().map(({ value }) => value), x.array].map(({ refCount }) => refCount)).toEqual([
    1, 1, 1,
  ]);
});
