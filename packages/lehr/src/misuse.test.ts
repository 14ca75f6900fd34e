/** What slips by hand, and is refused at once in the one form. */
import { describe, expect, it } from "vitest";
import { cosine, cyclic, LehrError, restarts, sgdr } from "./index.js";

/** The message of the LehrError that a call must throw. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof LehrError) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("what repeats", () => {
  it.each([
    ["too often", () => restarts(cosine({ steps: 1 }), { cycles: 1e9, stretch: 10 }), /at most 10000/],
    ["too often", () => sgdr({ steps: 1, cycles: 1e9 }), /at most 10000/],
    ["too long", () => restarts(cosine({ steps: 1 }), { cycles: 2000, stretch: 2 }), /cycle 53 would end/],
    ["too long", () => sgdr({ steps: 1, cycles: 2000, stretch: 2 }), /cycle 53 would end/],
    ["too high", () => restarts(cosine({ steps: 1 }), { cycles: 2000, factor: 10 }), /factor\^1999/],
    ["too long", () => cyclic({ rise: 2 ** 52, cycles: 2 }), /cycles/],
  ])("%s is refused %#", (_, make, message) => {
    expect(refusal(make)).toMatch(message);
  });

  it("may wait for the length of a run", () => {
    expect(restarts(cosine({ steps: "5%" }), { cycles: 3 }).steps).toBeNaN();
  });
});
