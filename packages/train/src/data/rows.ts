import type { Examples } from "./dataset.js";

/** Equally shaped arrays of numbers, one after the other. */
export interface Rows {
  readonly values: Float32Array | Int32Array;
  /** The shape of one of them. */
  readonly shape: readonly number[];
}

/** The examples with these numbers, out of inputs and targets that lie in memory. */
export function rowExamples(x: Rows, y: Rows, numbers: Int32Array): Examples {
  return {
    count: numbers.length,
    gather: (indices) => {
      const picked = indices.map((index) => numbers[index]!);
      return { x: pick(x, picked), y: pick(y, picked) };
    },
  };
}

function pick({ values, shape }: Rows, numbers: Int32Array): Rows {
  const size = shape.reduce((product, side) => product * side, 1);
  const length = numbers.length * size;
  const picked = values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
  for (let row = 0; row < numbers.length; row++) {
    const [from, to] = [numbers[row]! * size, row * size];
    // A view costs more than a short row is worth.
    if (size < 32) for (let i = 0; i < size; i++) picked[to + i] = values[from + i]!;
    else picked.set(values.subarray(from, from + size), to);
  }
  return { values: picked, shape: [numbers.length, ...shape] };
}
