import type { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { toDevice } from "../engine/tensor.js";
import { randomStream, type RandomStream } from "../engine/random.js";

/** Draws the first values of a parameter. */
export type Initializer = (random: RandomStream, size: number) => Float32Array;

/** One array of numbers that training changes. Made by the layers; optimizers take lists of them. */
export class Parameter {
  /**
   * The path from the root of the model, as PyTorch writes it: `0.weight`. The root is the last module that
   * was made around this parameter.
   */
  name = "";
  readonly shape: readonly number[];
  /** @internal The present values, on the device; this parameter owns the reference. */
  array: np.Array | undefined;
  /** @internal What `backward()` has added up since `zeroGrad()`. */
  gradient: np.Array | undefined;
  readonly #initializer: Initializer;

  constructor(shape: readonly number[], initializer: Initializer) {
    this.shape = shape;
    this.#initializer = initializer;
  }

  get size(): number {
    return this.shape.reduce((product, side) => product * side, 1);
  }

  /** Draws the first values: a function of the seed and the name. */
  initialize(seed: number, name = this.name): void {
    this.set(this.#initializer(randomStream(seed, "parameter", name), this.size));
  }

  /** The present values, row by row. */
  async data(): Promise<Float32Array> {
    return (await this.value.ref.data()) as Float32Array;
  }

  /**
   * Replaces the values; the shape stays.
   *
   * @throws LehrError BAD_VALUE when the numbers do not fill the shape.
   */
  set(values: Float32Array): void {
    if (values.length !== this.size) {
      throw new LehrError(
        "BAD_VALUE",
        `"${this.name}": shape [${this.shape.join(", ")}] holds ${this.size} numbers, got ${values.length}`,
      );
    }
    this.replace(toDevice(values, this.shape));
  }

  /** @internal The present values; `take a .ref` to pass them on. */
  get value(): np.Array {
    if (!this.array) throw new Error(`${this.name || "parameter"}: not initialised`);
    return this.array;
  }

  /** @internal Takes ownership of `array` and lets the old one go. */
  replace(array: np.Array): void {
    this.array?.dispose();
    this.array = array;
  }
}
