import { LehrError } from "lehr";
import type { Dataset } from "./dataset.js";
import { gunzip } from "./gunzip.js";
import { rowExamples } from "./rows.js";
import { split, type SplitOptions } from "./split.js";

/** Options of {@link idx}. */
export interface IdxOptions extends SplitOptions {
  /** How many classes there are. Default 10, as in MNIST and Fashion-MNIST. */
  readonly classes?: number;
  /** What to call the files in errors. Default `images` and `labels`. */
  readonly names?: { readonly images: string; readonly labels: string };
}

/**
 * Images and labels in the IDX format of MNIST, plain or gzip. Pixels become 0 … 1 and an image has the
 * shape [1, height, width], as PyTorch's convolutions want it.
 *
 * @throws LehrError BAD_DATA naming the file, the byte and what was expected there.
 * @see http://yann.lecun.com/exdb/mnist/ for the format
 * @example
 * import { idx } from "@lehr/train";
 * const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 255, 0);
 * const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 4);
 * const data = await idx(images, labels, { validation: 1 });
 * data.inputShape; // => [1, 1, 2]
 */
export async function idx(
  images: Uint8Array,
  labels: Uint8Array,
  options: IdxOptions = {},
): Promise<Dataset> {
  const { classes = 10, names = { images: "images", labels: "labels" } } = options;
  const pixels = readArray(names.images, await gunzip(names.images, images), ["images", "height", "width"]);
  const marks = readArray(names.labels, await gunzip(names.labels, labels), ["labels"]);
  const [count, height, width] = pixels.sides as [number, number, number];
  if (marks.sides[0] !== count) {
    throw new LehrError(
      "BAD_DATA",
      `${names.labels}: byte 4: expected ${count} labels, one for each image of ${names.images}, got ${marks.sides[0]}`,
    );
  }
  const bad = marks.values.findIndex((label) => label >= classes);
  if (bad !== -1) {
    throw new LehrError(
      "BAD_DATA",
      `${names.labels}: byte ${marks.start + bad}: expected a label 0 … ${classes - 1}, got ${marks.values[bad]}`,
    );
  }
  const parts = split(names.images, count, options);
  const inputShape = [1, height, width];
  const x = { values: scaled(pixels.values), shape: inputShape };
  const y = { values: Int32Array.from(marks.values), shape: [] };
  return {
    task: "classification",
    inputShape,
    outputs: classes,
    train: rowExamples(x, y, parts.train),
    validation: rowExamples(x, y, parts.validation),
    labels: Array.from({ length: classes }, (_, label) => String(label)),
  };
}

function scaled(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  // A loop, because Float32Array.from takes half a second for MNIST's millions of pixels.
  for (let i = 0; i < pixels.length; i++) values[i] = pixels[i]! / 255;
  return values;
}

const unsignedByte = 8;

/** An array of unsigned bytes: two zeros, the type, the number of sides, the sides big-endian, the values. */
function readArray(
  name: string,
  bytes: Uint8Array,
  meaning: readonly string[],
): { sides: number[]; start: number; values: Uint8Array } {
  const fail = (byte: number, message: string): never => {
    throw new LehrError("BAD_DATA", `${name}: byte ${byte}: ${message}`);
  };
  const start = 4 + 4 * meaning.length;
  const magic = [0, 0, unsignedByte, meaning.length];
  const wrong = magic.findIndex((value, index) => index < bytes.length && bytes[index] !== value);
  if (wrong !== -1) {
    const other = wrong === 3 ? "; is this the other of the two files?" : "";
    fail(wrong, `expected the IDX magic ${magic.join(" ")}, got ${bytes.subarray(0, 4).join(" ")}${other}`);
  }
  if (bytes.length < start)
    fail(bytes.length, `expected an IDX header of ${start} bytes, the file ends here`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sides = meaning.map((_, index) => view.getUint32(4 + 4 * index));
  const empty = sides.indexOf(0);
  if (empty !== -1) fail(4 + 4 * empty, `expected ${meaning[empty]} of at least 1, got 0`);
  // Compared before anything is made from it: a header is free to claim terabytes.
  const size = sides.reduce((product, side) => product * side, 1);
  const there = bytes.length - start;
  if (there !== size) {
    const claim = `expected ${size} bytes (${sides.join(" × ")}) after the header, got ${there}`;
    fail(Math.min(bytes.length, start + size), there < size ? `${claim}: the file is cut short` : claim);
  }
  return { sides, start, values: bytes.subarray(start) };
}
