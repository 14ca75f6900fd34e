import { numpy as np } from "@jax-js/jax";

/** A size for both axes of an image, or one for each: [rows, columns]. */
export type Pair = number | readonly [number, number];

/** The two sizes of a pair. */
export function pair(size: Pair): readonly [number, number] {
  return typeof size === "number" ? [size, size] : size;
}

/** How many windows of `kernel` fit on an axis, one every `stride`. */
export function windowCount(size: number, kernel: number, stride: number): number {
  return Math.floor((size - kernel) / stride) + 1;
}

/** x[start], x[start + stride], …, `count` of them along an axis. Traced; owns `x`. */
export function every(x: np.Array, axis: number, start: number, count: number, stride: number): np.Array {
  const end = start + count * stride;
  const missing = Math.max(0, end - x.shape[axis]!);
  const padded = np.pad(x, { [axis]: [0, missing] });
  const before = x.shape.slice(0, axis).map(() => [] as []);
  const stretch = padded.slice(...before, [start, end]);
  if (stride === 1) return stretch;
  const split = [...x.shape.slice(0, axis), count, stride, ...x.shape.slice(axis + 1)];
  return stretch.reshape(split).slice(...before, [], 0);
}
