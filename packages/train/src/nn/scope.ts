import { random, type numpy as np } from "@jax-js/jax";
import type { Parameter } from "./parameter.js";

/** What a layer sees while it is traced. */
export class Scope {
  readonly #index: ReadonlyMap<Parameter, number>;
  readonly #values: readonly np.Array[];
  #key: np.Array | undefined;

  /** Owns `values` (one a parameter, in order) and `key`. A scope without a key is evaluation: no dropout. */
  constructor(parameters: readonly Parameter[], values: readonly np.Array[], key?: np.Array) {
    this.#index = new Map(parameters.map((parameter, index) => [parameter, index]));
    this.#values = values;
    this.#key = key;
  }

  /** Whether layers that act only in training (dropout) should act. */
  get training(): boolean {
    return this.#key !== undefined;
  }

  /** The traced values of a parameter, once for every call. The caller owns what it gets. */
  use(parameter: Parameter): np.Array {
    return this.#values[this.#index.get(parameter)!]!.ref;
  }

  /** A key that no other call of this step gets. The caller owns it. */
  randomKey(): np.Array {
    const [next, key] = random.split(this.#key!, 2) as unknown as [np.Array, np.Array];
    this.#key = next;
    return key;
  }

  /** Lets go of what was not used up. */
  close(): void {
    for (const value of this.#values) value.dispose();
    this.#key?.dispose();
  }
}
