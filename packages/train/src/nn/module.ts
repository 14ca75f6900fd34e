import { jit, type numpy as np } from "@jax-js/jax";
import { call } from "../engine/call.js";
import { randomKey } from "../engine/key.js";
import { hash } from "../engine/random.js";
import { Tensor } from "../engine/tensor.js";
import { LehrError } from "lehr";
import type { StoredTensor } from "../checkpoint/checkpoint.js";
import { forward, valuesOf } from "./forward.js";
import type { Parameter } from "./parameter.js";
import type { Scope } from "./scope.js";

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
  /** @internal The parameters' names with this module as the root. */
  readonly names: ReadonlyMap<Parameter, string>;
  #predict: ((values: np.Array[], x: np.Array) => np.Array) | undefined;

  constructor(kind: string, parts: ModuleParts) {
    this.kind = kind;
    this.apply = parts.apply;
    this.names = namesOf(parts);
    for (const [parameter, name] of this.names) parameter.name = name;
  }

  /** The seed of the first values and of dropout; `initialize` sets it. */
  seed = 0;

  /**
   * Draws every parameter anew from `seed`. Each is a function of the seed and its name, so adding a layer
   * leaves the others as they were. A model that is never initialised starts from seed 0.
   */
  initialize(seed: number): this {
    this.seed = seed;
    for (const [parameter, name] of this.names) parameter.initialize(seed, name);
    return this;
  }

  /** All parameters, in the order of the layers, each once. */
  parameters(): Parameter[] {
    const all = [...this.names.keys()];
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
      async (p) => [this.names.get(p)!, { shape: p.shape, data: await p.data() }] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  /**
   * Puts saved values back. Every name must be there, with its shape, and no other; else nothing changes.
   *
   * @throws LehrError BAD_STATE
   */
  loadStateDict(state: Readonly<Record<string, StoredTensor>>): void {
    this.prepareState(state)();
  }

  /** @internal Checks saved values as {@link loadStateDict} does; what it gives puts them in place. */
  prepareState(state: Readonly<Record<string, StoredTensor>>): () => void {
    const known = new Set(this.names.values());
    for (const name of Object.keys(state)) {
      if (!known.has(name)) fail(`the saved values hold "${name}", which this model does not have`);
    }
    const found = [...this.names].map(([parameter, name]) => {
      const saved = state[name];
      if (!saved) fail(`the saved values lack "${name}"`);
      const { shape, data } = saved;
      if (shape.join() !== parameter.shape.join()) {
        fail(`"${name}" has shape [${parameter.shape.join(", ")}], the saved one [${shape.join(", ")}]`);
      }
      if (data.length !== parameter.size) {
        fail(`"${name}" has ${parameter.size} numbers, the saved one ${data.length}`);
      }
      return [parameter, data] as const;
    });
    return () => {
      for (const [parameter, data] of found) parameter.set(Float32Array.from(data));
    };
  }

  /** The model's output for a batch, without dropout. */
  async predict(x: Tensor): Promise<Tensor> {
    const parameters = this.parameters();
    this.#predict ??= jit((values: np.Array[], input: np.Array) => forward(this, parameters, values, input));
    const output = call(this.#predict, valuesOf(parameters), x.array.ref);
    return new Tensor(await output.blockUntilReady());
  }

  /** @internal A random key for one training step of this model. */
  stepKey(step: number): np.Array {
    return randomKey(hash(`${this.seed}/dropout`), step);
  }
}

/** Every parameter once, in the order of the layers, with the path to where it is found first. */
function namesOf({ parameters = {}, children = {} }: ModuleParts): Map<Parameter, string> {
  const names = new Map<Parameter, string>();
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!names.has(parameter)) names.set(parameter, name);
  }
  for (const [child, module] of Object.entries(children)) {
    for (const [parameter, name] of module.names) {
      if (!names.has(parameter)) names.set(parameter, `${child}.${name}`);
    }
  }
  return names;
}

function fail(what: string): never {
  throw new LehrError("BAD_STATE", `model: ${what}`);
}
