import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { idx } from "./idx.js";

/** Three images of 2 × 2: all black, all white, and a ramp. */
const header = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2];
const images = Uint8Array.of(...header, 0, 0, 0, 0, 255, 255, 255, 255, 0, 51, 102, 153);
const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]);

const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
};

/** The class of each image and its pixels, in the order of the file. */
async function read(...args: Parameters<typeof idx>): Promise<Record<number, number[]>> {
  const { train } = await idx(args[0], args[1], { validation: 0, ...args[2] });
  const { x, y } = train.gather(Int32Array.from({ length: train.count }, (_, index) => index));
  return Object.fromEntries(
    Array.from(y.values, (label, i) => [label, Array.from(x.values).slice(4 * i, 4 * i + 4)]),
  );
}

test("pixels become 0 … 1 and stay with their label", async () => {
  const found = await read(images, labels);
  expect(found).toEqual({ 7: [0, 0, 0, 0], 0: [1, 1, 1, 1], 9: [0, 0.2, 0.4, 0.6].map(Math.fround) });
});

test("images have one channel before height and width", async () => {
  const data = await idx(images, labels, { validation: 1 });
  expect(data.inputShape).toEqual([1, 2, 2]);
  expect(data.train.gather(Int32Array.of(0, 1)).x.shape).toEqual([2, 1, 2, 2]);
  expect([data.task, data.outputs, data.labels?.at(-1)]).toEqual(["classification", 10, "9"]);
});

test("gzip is told by its first bytes, for each file on its own", async () => {
  expect(await read(gzipSync(images), labels)).toEqual(await read(images, labels));
  expect(await read(images, gzipSync(labels))).toEqual(await read(images, labels));
});

test("a view into a larger buffer is read from where it starts", async () => {
  const larger = new Uint8Array(images.length + 5);
  larger.set(images, 5);
  expect(await read(larger.subarray(5), labels)).toEqual(await read(images, labels));
});

describe("a malformed file is named with the byte and what was expected", () => {
  const names = { images: "a.idx", labels: "b.idx" };
  test.each<[string, Uint8Array, Uint8Array]>([
    ["a.idx: byte 0: expected the IDX magic 0 0 8 3, got 80 75 3 4", Uint8Array.of(80, 75, 3, 4), labels],
    ["a.idx: byte 2: expected the IDX magic 0 0 8 3, got 0 0 13 3", changed(images, 2, 13), labels],
    [
      "a.idx: byte 3: expected the IDX magic 0 0 8 3, got 0 0 8 1; is this the other of the two files?",
      labels,
      images,
    ],
    ["a.idx: byte 0: expected an IDX header of 16 bytes, the file ends here", new Uint8Array(0), labels],
    ["a.idx: byte 9: expected an IDX header of 16 bytes, the file ends here", images.subarray(0, 9), labels],
    [
      "a.idx: byte 27: expected 12 bytes (3 × 2 × 2) after the header, got 11: the file is cut short",
      images.subarray(0, 27),
      labels,
    ],
    [
      "a.idx: byte 28: expected 12 bytes (3 × 2 × 2) after the header, got 13",
      Uint8Array.of(...images, 0),
      labels,
    ],
    ["a.idx: byte 12: expected width of at least 1, got 0", changed(images, 15, 0), labels],
    [
      "a.idx: byte 28: expected 25669140492 bytes (3 × 4278190082 × 2) after the header, got 12",
      changed(images, 8, 255),
      labels,
    ],
    [
      "b.idx: byte 11: expected 4 bytes (4) after the header, got 3: the file is cut short",
      images,
      changed(labels, 7, 4),
    ],
    [
      "b.idx: byte 4: expected 3 labels, one for each image of a.idx, got 2",
      images,
      changed(labels, 7, 2).subarray(0, 10),
    ],
    ["b.idx: byte 9: expected a label 0 … 9, got 10", images, changed(labels, 9, 10)],
  ])("%s", async (message, a, b) => {
    await expect(idx(a, b, { names })).rejects.toMatchObject({ code: "BAD_DATA" });
    await expect(idx(a, b, { names })).rejects.toThrow(message);
  });

  test("gzip that is cut short or has a flipped byte", async () => {
    const zipped = gzipSync(images);
    await expect(idx(zipped.subarray(0, 20), labels, { names })).rejects.toThrow("a.idx: damaged gzip: ");
    await expect(idx(zipped.subarray(0, -1), labels, { names })).rejects.toThrow("a.idx: damaged gzip: ");
    await expect(idx(changed(zipped, 25, 0), labels, { names })).rejects.toThrow("a.idx: damaged gzip: ");
    await expect(idx(images, new Uint8Array(gzipSync(labels)).fill(0, -8), { names })).rejects.toThrow(
      "b.idx: damaged gzip: ",
    );
  });
});

const mnist = "../shared/data/mnist";
test.skipIf(!existsSync(mnist))("MNIST's 10,000 digits (skipped without ../shared)", async () => {
  const data = await idx(
    readFileSync(`${mnist}/t10k-images-idx3-ubyte.gz`),
    readFileSync(`${mnist}/t10k-labels-idx1-ubyte.gz`),
    { validation: 2000 },
  );
  expect([data.train.count, data.validation.count, data.inputShape]).toEqual([8000, 2000, [1, 28, 28]]);
  // python3 -c 'import gzip; b = gzip.open("t10k-labels-idx1-ubyte.gz").read()[8:]; print([b.count(i) for i in range(10)])'
  const digits = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];
  const counts = Array.from({ length: 10 }, () => 0);
  for (const part of [data.train, data.validation]) {
    const { y } = part.gather(Int32Array.from({ length: part.count }, (_, index) => index));
    for (const digit of y.values) counts[digit]! += 1;
  }
  expect(counts).toEqual(digits);
});
