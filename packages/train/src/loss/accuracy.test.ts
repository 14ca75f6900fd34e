import { LehrError } from "lehr";
import { describe, expect, it } from "vitest";
import { tensor } from "../engine/tensor.js";
import { flatten, sequential } from "../nn/index.js";
import { accuracy } from "./accuracy.js";

/** A model that gives its input as it is. */
const identity = sequential();

describe("accuracy is the share of right answers", () => {
  it("where the largest logit is the answer", async () => {
    const logits = tensor([5, 1, 2, 0, 3, 1, -1, -9, 0, 0, 0, 1], [4, 3]);
    expect(await accuracy(identity, logits, tensor(Int32Array.of(0, 1, 2, 0)))).toBe(0.75);
  });

  it("at every place of a text", async () => {
    const logits = tensor([1, 0, 0, 1, 1, 0, 0, 1], [2, 2, 2]);
    expect(await accuracy(identity, logits, tensor(Int32Array.of(0, 1, 1, 0), [2, 2]))).toBe(0.5);
  });

  it("where one logit above 0 answers 1", async () => {
    const logits = tensor([3, -2, 0, 0.1], [4, 1]);
    expect(await accuracy(identity, logits, tensor([1, 1, 0, 1], [4, 1]))).toBe(0.75);
    expect(await accuracy(identity, logits, tensor(Int32Array.of(1, 0, 0, 0)))).toBe(0.75);
  });

  it("and no answer is right where a logit is not a number", async () => {
    expect(await accuracy(identity, tensor([NaN, 1], [1, 2]), tensor(Int32Array.of(1)))).toBe(0);
  });

  it("refuses targets that do not fit", async () => {
    const wrong = accuracy(flatten(), tensor([1, 2, 3, 4], [2, 2]), tensor([0, 1]));
    await expect(wrong).rejects.toThrowError(
      new LehrError(
        "BAD_VALUE",
        "accuracy: for an output of shape [2, 2] the targets must be int32 [2], got float32 [2]",
      ),
    );
  });
});
