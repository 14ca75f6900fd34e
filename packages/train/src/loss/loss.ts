import { jit, valueAndGrad, type numpy as np } from "@jax-js/jax";
import type { Tensor } from "../engine/tensor.js";
import type { Module } from "../nn/module.js";
import type { Parameter } from "../nn/parameter.js";
import { Scope } from "../nn/scope.js";

/** The traced formula of a loss: the mean over the batch, as a scalar. Owns both arguments. */
export type LossFormula = (prediction: np.Array, target: np.Array) => np.Array;

/** A loss function: call it for a training step, or `evaluate` it without gradients or dropout. */
export interface Loss {
  /** The loss of a batch, with its gradients ready for `backward()`. Compiled once a shape. */
  (model: Module, x: Tensor, y: Tensor): Promise<LossValue>;
  /** The loss of a batch without gradients or dropout. */
  evaluate(model: Module, x: Tensor, y: Tensor): Promise<number>;
  readonly lossName: string;
  /** @internal */
  readonly formula: LossFormula;
}

/** Gives back gradients that nobody asked for. */
const unclaimed = new FinalizationRegistry<{ gradients: np.Array[] }>((held) => release(held));

/** The loss of one batch. */
export class LossValue {
  readonly #value: number;
  readonly #parameters: readonly Parameter[];
  readonly #held: { gradients: np.Array[] };

  /** @internal */
  constructor(value: number, parameters: readonly Parameter[], gradients: np.Array[]) {
    this.#value = value;
    this.#parameters = parameters;
    this.#held = { gradients };
    unclaimed.register(this, this.#held);
  }

  /** The number itself. */
  item(): number {
    return this.#value;
  }

  /** Adds the gradients to the parameters', as PyTorch does: call `optimizer.zeroGrad()` before. */
  async backward(): Promise<void> {
    const gradients = this.#held.gradients;
    if (gradients.length === 0) throw new Error("backward: called a second time on the same loss");
    this.#held.gradients = [];
    this.#parameters.forEach((parameter, index) => {
      const gradient = gradients[index]!;
      parameter.gradient = parameter.gradient ? parameter.gradient.add(gradient) : gradient;
    });
  }
}

function release(held: { gradients: np.Array[] }): void {
  for (const gradient of held.gradients) gradient.dispose();
  held.gradients = [];
}

/** Makes a loss from its formula. */
export function defineLoss(lossName: string, formula: LossFormula): Loss {
  const training = new WeakMap<Module, ReturnType<typeof compileTraining>>();
  const evaluating = new WeakMap<Module, ReturnType<typeof compileEvaluating>>();
  const steps = new WeakMap<Module, number>();

  const loss = async (model: Module, x: Tensor, y: Tensor): Promise<LossValue> => {
    const parameters = model.parameters();
    const compiled = cached(training, model, () => compileTraining(model, parameters, formula));
    const step = steps.get(model) ?? 0;
    steps.set(model, step + 1);
    const [value, gradients] = compiled(refs(parameters), model.stepKey(step), x.array.ref, y.array.ref);
    return new LossValue((await value.data())[0]!, parameters, gradients);
  };

  const evaluate = async (model: Module, x: Tensor, y: Tensor): Promise<number> => {
    const parameters = model.parameters();
    const compiled = cached(evaluating, model, () => compileEvaluating(model, parameters, formula));
    return (await compiled(refs(parameters), x.array.ref, y.array.ref).data())[0]!;
  };

  return Object.assign(loss, { evaluate, lossName, formula });
}

function compileTraining(model: Module, parameters: readonly Parameter[], formula: LossFormula) {
  const objective = (values: np.Array[], key: np.Array, x: np.Array, y: np.Array): np.Array => {
    const scope = new Scope(parameters, values, key);
    const value = formula(model.apply(x, scope), y);
    scope.close();
    return value;
  };
  return jit(valueAndGrad(objective)) as unknown as (
    values: np.Array[],
    key: np.Array,
    x: np.Array,
    y: np.Array,
  ) => [np.Array, np.Array[]];
}

function compileEvaluating(model: Module, parameters: readonly Parameter[], formula: LossFormula) {
  return jit((values: np.Array[], x: np.Array, y: np.Array): np.Array => {
    const scope = new Scope(parameters, values);
    const value = formula(model.apply(x, scope), y);
    scope.close();
    return value;
  });
}

function refs(parameters: readonly Parameter[]): np.Array[] {
  return parameters.map((parameter) => parameter.value.ref);
}

function cached<Key extends object, Value>(cache: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}
