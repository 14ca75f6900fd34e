import { expect, test } from "vitest";
import { arrays } from "./arrays.js";
import { batches, evaluationBatches } from "./batches.js";
import type { Batch, Examples } from "./dataset.js";

/** Examples whose input and class are their number: [n, n + ½] → n. */
function numbered(count: number): Examples {
  const y = Int32Array.from({ length: count }, (_, index) => index);
  const x = Float32Array.from({ length: 2 * count }, (_, index) => index / 2);
  return arrays({ task: "classification", x, y, inputShape: [2], validation: 0 }).train;
}

const classes = (batch: Batch): number[] => [...batch.y.values];

test("an epoch meets every example once, but for those that do not fill a batch", () => {
  const order = batches(numbered(103), { batchSize: 10, seed: 0 });
  expect(order.stepsPerEpoch).toBe(10);
  const met = Array.from({ length: 10 }, (_, step) => classes(order.at(step).batch)).flat();
  expect(new Set(met).size).toBe(100);
});

test("each input stays with its target, in the shapes of a batch", () => {
  const { batch } = batches(numbered(50), { batchSize: 7, seed: 1 }).at(3);
  expect([batch.x.shape, batch.y.shape]).toEqual([[7, 2], [7]]);
  expect(batch.x.values).toBeInstanceOf(Float32Array);
  expect(batch.y.values).toBeInstanceOf(Int32Array);
  expect([...batch.x.values]).toEqual(classes(batch).flatMap((n) => [n, n + 0.5]));
});

test("long rows are gathered as short ones are", () => {
  const size = 100;
  const x = Float32Array.from({ length: 30 * size }, (_, index) => index);
  const y = Int32Array.from({ length: 30 }, (_, index) => index);
  const { train } = arrays({ task: "classification", x, y, inputShape: [1, 10, 10], validation: 0 });
  const { batch } = batches(train, { batchSize: 5, seed: 0 }).at(2);
  expect(batch.x.shape).toEqual([5, 1, 10, 10]);
  expect([...batch.x.values]).toEqual(
    classes(batch).flatMap((row) => Array.from({ length: size }, (_, i) => row * size + i)),
  );
});

test("what a step gets depends on the seed and the step, not on what was asked before", () => {
  const examples = numbered(64);
  const forwards = batches(examples, { batchSize: 8, seed: 5 });
  const all = Array.from({ length: 24 }, (_, step) => classes(forwards.at(step).batch));
  const backwards = batches(examples, { batchSize: 8, seed: 5 });
  for (let step = 23; step >= 0; step--) expect(classes(backwards.at(step).batch)).toEqual(all[step]);
  expect(classes(batches(examples, { batchSize: 8, seed: 6 }).at(0).batch)).not.toEqual(all[0]);
});

test("each epoch has its own order", () => {
  const order = batches(numbered(64), { batchSize: 64, seed: 0 });
  expect(order.at(2).epoch).toBe(2);
  expect(classes(order.at(0).batch)).not.toEqual(classes(order.at(1).batch));
});

test("examples that change by epoch are asked for by seed and epoch", () => {
  const from = (first: number): Examples => ({
    count: 8,
    gather: (indices) => {
      const y = { values: indices.map((index) => first + index), shape: [indices.length] };
      return { x: y, y };
    },
  });
  const moving: Examples = { ...from(0), forEpoch: (seed, epoch) => from(100 * seed + 10 * epoch) };
  const order = batches(moving, { batchSize: 4, seed: 7 });
  const ofEpoch = (epoch: number): number[] =>
    [2 * epoch, 2 * epoch + 1].flatMap((step) => classes(order.at(step).batch)).sort((a, b) => a - b);
  expect(ofEpoch(0)).toEqual([700, 701, 702, 703, 704, 705, 706, 707]);
  expect(ofEpoch(3)).toEqual([730, 731, 732, 733, 734, 735, 736, 737]);
});

test("a batch larger than the data is refused with both numbers", () => {
  expect(() => batches(numbered(100), { batchSize: 256, seed: 0 })).toThrow(
    "batches: batchSize must be at most the number of training examples, got 256 for 100 examples",
  );
});

test.each([0, -1, 1.5, NaN])("a batch of %s is refused", (batchSize) => {
  expect(() => batches(numbered(9), { batchSize, seed: 0 })).toThrow("batchSize must be a positive integer");
  expect(() => [...evaluationBatches(numbered(9), batchSize)]).toThrow(
    "batchSize must be a positive integer",
  );
});

test("evaluation meets every example once, in order, with a smaller last batch", () => {
  const examples = numbered(10);
  const parts = [...evaluationBatches(examples, 4)];
  expect(parts.map((batch) => batch.x.shape[0])).toEqual([4, 4, 2]);
  expect(parts.flatMap(classes)).toEqual(
    classes(examples.gather(Int32Array.from({ length: 10 }, (_, i) => i))),
  );
});

test("evaluation of nothing is no batch", () => {
  const none = arrays({
    task: "regression",
    x: [1, 2],
    y: [1, 2],
    inputShape: [1],
    validation: 0,
  }).validation;
  expect([...evaluationBatches(none, 4)]).toEqual([]);
});
