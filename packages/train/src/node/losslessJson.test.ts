import { expect, test } from "vitest";
import { fromLosslessJson, toLosslessJson } from "./losslessJson.js";

test("what JSON has and what it lacks comes back the same", () => {
  const value = {
    a: [1, NaN, -0, 0],
    b: { best: Infinity, worst: -Infinity },
    c: null,
    d: "NaN",
    e: 0.1 + 0.2,
  };
  expect(fromLosslessJson(toLosslessJson(value))).toStrictEqual(value);
  expect(toLosslessJson({ a: 0.1 })).toBe('{"a":0.1}');
  expect(toLosslessJson({ a: 0.1 }, 2)).toBe('{\n  "a": 0.1\n}');
});
