import { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";

/** Numbers as users have them: a typed array or a flat list. */
export type Numbers = Float32Array | Int32Array | readonly number[];

/**
 * Numbers with a shape, on the device. A tensor may be used any number of times; `dispose()` gives its
 * memory back early.
 */
export class Tensor {
  /** @internal The engine's array. Every use by a traced function takes `array.ref`. */
  readonly array: np.Array;

  constructor(array: np.Array) {
    this.array = array;
  }

  get shape(): readonly number[] {
    return this.array.shape;
  }

  /** The numbers, row by row. */
  async data(): Promise<Float32Array | Int32Array> {
    return (await this.array.ref.data()) as Float32Array | Int32Array;
  }

  dispose(): void {
    this.array.dispose();
  }
}

/**
 * Makes a tensor from numbers, row by row. An `Int32Array` stays whole numbers (class labels, tokens);
 * everything else becomes float32.
 *
 * @throws LehrError BAD_VALUE when the numbers do not fill the shape.
 * @example
 * import { tensor } from "@lehr/train";
 * tensor([1, 2, 3, 4, 5, 6], [2, 3]).shape; // => [2, 3]
 */
export function tensor(values: Numbers, shape: readonly number[] = [values.length]): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  if (size !== values.length) {
    throw new LehrError(
      "BAD_VALUE",
      `tensor: shape [${shape.join(", ")}] holds ${size} numbers, got ${values.length}`,
    );
  }
  return new Tensor(toDevice(values, shape));
}

/** Copies numbers to the device. The caller owns the array. */
export function toDevice(values: Numbers, shape: readonly number[]): np.Array {
  const typed =
    values instanceof Int32Array || values instanceof Float32Array ? values : Float32Array.from(values);
  return np.array(typed as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>, { shape: [...shape] });
}
