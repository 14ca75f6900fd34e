import { random, type numpy as np } from "@jax-js/jax";
import type { Module } from "./module.js";
import type { Parameter } from "./parameter.js";

/** What a layer sees while it is traced. */
export class Scope {
  readonly #index: ReadonlyMap<Parameter, number>;
  readonly #values: readonly np.Array[];
  readonly #path: string[] = [];
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

  /** Where in the model the layer stands that is being traced: `2.mlp.0`. Empty at the root. */
  get path(): string {
    return this.#path.join(".");
  }

  /** The output of a module inside the one that is being traced. Owns `x`. */
  run(name: string, module: Module, x: np.Array): np.Array {
    this.#path.push(name);
    const output = module.apply(x, this);
    this.#path.pop();
    return output;
  }

  /** The traced values of a parameter, once for every call. The caller owns what it gets. */
  use(parameter: Parameter): np.Array {
    return this.#values[this.#index.get(parameter)!]!.ref;
  }

  /** A key that no other call of this step gets. The caller owns it. */
  randomKey(): np.Array {
    const keys = random.split(this.#key!, 2);
    this.#key = keys.ref.slice(0);
    return keys.slice(1);
  }

  /** Lets go of what was not used up. */
  close(): void {
    for (const value of this.#values) value.dispose();
    this.#key?.dispose();
  }
}
