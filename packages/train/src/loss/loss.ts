import { jit, valueAndGrad, type numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import { call } from "../engine/call.js";
import type { Tensor } from "../engine/tensor.js";
import { forward, valuesOf } from "../nn/forward.js";
import type { Module } from "../nn/module.js";
import type { Parameter } from "../nn/parameter.js";
import { evaluator } from "./evaluator.js";

/** The traced formula of a loss: the mean over the batch, as a scalar. Owns both arguments. */
export type LossFormula = (prediction: np.Array, target: np.Array) => np.Array;

/** A loss function: call it for a training step, or `evaluate` it without gradients or dropout. */
export interface Loss {
  /**
   * The loss of a batch, with its gradients ready for `backward()`. Compiled once a shape.
   *
   * What dropout zeroes is a function of `step`, which counts the calls of this process when it is left out:
   * a loop that goes on where another process stopped must give the number of its update.
   */
  (model: Module, x: Tensor, y: Tensor, step?: number): Promise<LossValue>;
  /** The loss of a batch without gradients or dropout. */
  evaluate(model: Module, x: Tensor, y: Tensor): Promise<number>;
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

  /**
   * Adds the gradients to the parameters', as PyTorch does: call `optimizer.zeroGrad()` before.
   *
   * @throws LehrError BAD_STATE when called a second time: the gradients are given away.
   */
  async backward(): Promise<void> {
    const gradients = this.#held.gradients;
    if (gradients.length === 0) {
      throw new LehrError("BAD_STATE", "backward: called a second time on the same loss");
    }
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

/**
 * Makes a loss from its formula: traced, the mean over the batch, which owns both of its arguments (uses each
 * once, or takes `.ref` for a further use).
 *
 * @example
 * import { defineLoss, nn, tensor } from "@lehr/train";
 * const half = defineLoss((prediction, target) => {
 *   const difference = prediction.sub(target);
 *   return difference.ref.mul(difference).mean().mul(0.5);
 * });
 * const model = new nn.Module("same", { apply: (x) => x });
 * await half.evaluate(model, tensor([1, 2], [2, 1]), tensor([2, 4], [2, 1])); // => 1.25
 */
export function defineLoss(formula: LossFormula): Loss {
  const cache = new WeakMap<Module, { compiled: Training; step: number }>();

  const loss = async (model: Module, x: Tensor, y: Tensor, step?: number): Promise<LossValue> => {
    const parameters = model.parameters();
    const held = cache.get(model) ?? { compiled: compileTraining(model, parameters, formula), step: 0 };
    cache.set(model, held);
    const key = model.stepKey(step ?? held.step);
    const [value, gradients] = call(held.compiled, valuesOf(parameters), key, x.array.ref, y.array.ref);
    held.step++;
    return new LossValue((await value.data())[0]!, parameters, gradients);
  };

  return Object.assign(loss, { evaluate: evaluator(formula), formula });
}

type Training = (values: np.Array[], key: np.Array, x: np.Array, y: np.Array) => [np.Array, np.Array[]];

function compileTraining(model: Module, parameters: readonly Parameter[], formula: LossFormula): Training {
  const objective = (values: np.Array[], key: np.Array, x: np.Array, y: np.Array): np.Array =>
    formula(forward(model, parameters, values, x, key), y);
  return jit(valueAndGrad(objective)) as unknown as Training;
}
