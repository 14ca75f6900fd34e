import { jit, type numpy as np } from "@jax-js/jax";
import { randomKey } from "../engine/key.js";
import { hash } from "../engine/random.js";
import { Tensor } from "../engine/tensor.js";
import { LehrError } from "lehr";
import type { StoredTensor } from "../checkpoint/checkpoint.js";
import type { Parameter } from "./parameter.js";
import { Scope } from "./scope.js";

/** What a layer is made of. */
export interface ModuleParts {
  /** Its own parameters, by PyTorch's names (`weight`, `bias`). */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** The modules inside it, by name. */
  readonly children?: Readonly<Record<string, Module>>;
  /**
   * The traced computation. It owns `x` (uses it once, or takes `x.ref` for each further use) and asks the
   * scope for parameters, random keys and whether this is training.
   */
  readonly apply: (x: np.Array, scope: Scope) => np.Array;
}

/** A layer or a whole model: parameters, and a computation that is compiled before it runs. */
export class Module {
  /** What it is: `linear`, `sequential`, … */
  readonly kind: string;
  /** @internal */
  readonly apply: (x: np.Array, scope: Scope) => np.Array;
  readonly #own: Readonly<Record<string, Parameter>>;
  readonly #children: Readonly<Record<string, Module>>;
  #predict: ((values: np.Array[], x: np.Array) => np.Array) | undefined;

  constructor(kind: string, parts: ModuleParts) {
    this.kind = kind;
    this.apply = parts.apply;
    this.#own = parts.parameters ?? {};
    this.#children = parts.children ?? {};
  }

  /** The seed of the first values and of dropout; `initialize` sets it. */
  seed = 0;

  /**
   * Draws every parameter anew from `seed`. Each is a function of the seed and its name, so adding a layer
   * leaves the others as they were. A model that is never initialised starts from seed 0.
   */
  initialize(seed: number): this {
    this.seed = seed;
    for (const parameter of this.#walk()) parameter.initialize(seed);
    return this;
  }

  /** All parameters, in the order of the layers, each once. */
  parameters(): Parameter[] {
    const all = this.#walk();
    for (const parameter of all) if (!parameter.array) parameter.initialize(this.seed);
    return all;
  }

  /** The number of single numbers that training changes. */
  get size(): number {
    return this.parameters().reduce((sum, parameter) => sum + parameter.size, 0);
  }

  /** The parameters' values by name, as PyTorch's `state_dict` names them. */
  async stateDict(): Promise<Record<string, StoredTensor>> {
    const entries = this.parameters().map(
      async (p) => [p.name, { shape: p.shape, data: await p.data() }] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Puts saved values back. Every name must be there, with its shape, and no other. */
  loadStateDict(state: Readonly<Record<string, StoredTensor>>): void {
    const parameters = this.parameters();
    const known = new Set(parameters.map((p) => p.name));
    for (const name of Object.keys(state)) {
      if (!known.has(name)) {
        throw new LehrError(
          "BAD_STATE",
          `model: the saved values hold "${name}", which this model does not have`,
        );
      }
    }
    for (const parameter of parameters) {
      const saved = state[parameter.name];
      if (!saved) throw new LehrError("BAD_STATE", `model: the saved values lack "${parameter.name}"`);
      if (saved.shape.join() !== parameter.shape.join()) {
        throw new LehrError(
          "BAD_STATE",
          `model: "${parameter.name}" has shape [${parameter.shape.join(", ")}], the saved one [${saved.shape.join(", ")}]`,
        );
      }
    }
    for (const parameter of parameters) parameter.set(Float32Array.from(state[parameter.name]!.data));
  }

  /** The model's output for a batch, without dropout. */
  async predict(x: Tensor): Promise<Tensor> {
    const parameters = this.parameters();
    this.#predict ??= jit((values: np.Array[], input: np.Array) => {
      const scope = new Scope(parameters, values);
      const output = this.apply(input, scope);
      scope.close();
      return output;
    });
    const output = this.#predict(
      parameters.map((p) => p.value.ref),
      x.array.ref,
    );
    return new Tensor(await output.blockUntilReady());
  }

  /** @internal A random key for one training step of this model. */
  stepKey(step: number): np.Array {
    return randomKey(hash(`${this.seed}/dropout`), step);
  }

  #walk(path = "", found = new Set<Parameter>()): Parameter[] {
    for (const [name, parameter] of Object.entries(this.#own)) {
      if (!found.has(parameter)) parameter.name = path + name;
      found.add(parameter);
    }
    for (const [name, child] of Object.entries(this.#children)) child.#walk(`${path}${name}.`, found);
    return [...found];
  }
}
