import { expect, test } from "vitest";
import { nearest } from "./nearest.js";

const keys = ["steps", "peak", "start", "end", "warmup", "totalSteps"];

test("nearest finds a swapped, dropped, added or changed letter", () => {
  expect(nearest("stpes", keys)).toBe("steps");
  expect(nearest("step", keys)).toBe("steps");
  expect(nearest("peakk", keys)).toBe("peak");
  expect(nearest("warnup", keys)).toBe("warmup");
  expect(nearest("edn", keys)).toBe("end");
});

test("nearest takes the closest of several, whatever their order", () => {
  expect(nearest("stars", ["steps", "start"])).toBe("start");
  expect(nearest("stars", ["start", "steps"])).toBe("start");
});

test("nearest looks past the case", () => {
  expect(nearest("totalsteps", keys)).toBe("totalSteps");
  expect(nearest("PEAK", keys)).toBe("peak");
});

test("nearest says nothing when nothing is close", () => {
  expect(nearest("colour", keys)).toBeUndefined();
  expect(nearest("x", ["y"])).toBeUndefined();
  expect(nearest("", keys)).toBeUndefined();
  expect(nearest("steps", [])).toBeUndefined();
});
