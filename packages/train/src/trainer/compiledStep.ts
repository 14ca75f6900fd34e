import { jit, valueAndGrad, type numpy as np } from "@jax-js/jax";
import type { Loss } from "../loss/loss.js";
import type { Module } from "../nn/module.js";
import type { Parameter } from "../nn/parameter.js";
import { Scope } from "../nn/scope.js";
import type { Optimizer } from "../optimizer/optimizer.js";
import { toDevice } from "../engine/tensor.js";
import type { Batch } from "../data/dataset.js";

type Arrays = np.Array[];
type Gradients = (
  trained: Arrays,
  frozen: Arrays,
  key: np.Array,
  x: np.Array,
  y: np.Array,
) => [np.Array, Arrays];
type Fused = (
  trained: Arrays,
  frozen: Arrays,
  slots: Arrays[],
  scalars: np.Array,
  key: np.Array,
  x: np.Array,
  y: np.Array,
) => [np.Array, Arrays, Arrays[]];
type Apply = (trained: Arrays, gradients: Arrays, slots: Arrays[], scalars: np.Array) => [Arrays, Arrays[]];

/**
 * One update of a model: forward, gradient and optimizer in a single compiled function. Every rate is an
 * argument, so a changing rate never recompiles; only another batch shape or another switch of the
 * optimizer does.
 */
export class CompiledStep {
  readonly #model: Module;
  readonly #optimizer: Optimizer;
  readonly #trained: readonly Parameter[];
  readonly #frozen: readonly Parameter[];
  readonly #gradients: Gradients;
  readonly #add: (sum: Arrays, more: Arrays) => Arrays;
  readonly #fused = new Map<string, Fused>();
  readonly #apply = new Map<string, Apply>();

  constructor(model: Module, loss: Loss, optimizer: Optimizer) {
    this.#model = model;
    this.#optimizer = optimizer;
    this.#trained = optimizer.parameters;
    const trained = new Set(this.#trained);
    this.#frozen = model.parameters().filter((parameter) => !trained.has(parameter));
    const all = [...this.#trained, ...this.#frozen];
    const objective = (values: Arrays, frozen: Arrays, key: np.Array, x: np.Array, y: np.Array): np.Array => {
      const scope = new Scope(all, [...values, ...frozen], key);
      const value = loss.formula(model.apply(x, scope), y);
      scope.close();
      return value;
    };
    this.#gradients = jit(valueAndGrad(objective)) as unknown as Gradients;
    this.#add = jit((sum: Arrays, more: Arrays): Arrays =>
      sum.map((gradient, index) => gradient.add(more[index]!)),
    );
  }

  /** Makes update number `step` from these batches (several: their gradients are averaged); gives the loss. */
  async run(step: number, batches: readonly Batch[]): Promise<number> {
    const optimizer = this.#optimizer;
    const trained = this.#trained.map((parameter) => parameter.value.ref);
    const [loss, values, slots] =
      batches.length === 1
        ? this.#runFused(trained, step, batches[0]!)
        : this.#runParts(trained, step, batches);
    this.#trained.forEach((parameter, index) => parameter.replace(values[index]!));
    optimizer.putSlots(slots);
    // Reading the loss also waits for the update: work that piles up makes the engine slow and large.
    const losses: number[] = await Promise.all(loss.map(async (one) => (await one.data())[0]!));
    return losses.reduce((sum: number, one: number) => sum + one, 0) / losses.length;
  }

  #runFused(trained: Arrays, step: number, batch: Batch): [Arrays, Arrays, Arrays[]] {
    const optimizer = this.#optimizer;
    const fused = cached(this.#fused, optimizer.traitsOfAll(), () =>
      jit(
        (
          values: Arrays,
          frozen: Arrays,
          slots: Arrays[],
          scalars: np.Array,
          key: np.Array,
          x: np.Array,
          y: np.Array,
        ) => {
          const [loss, gradients] = this.#gradients(
            values.map((value) => value.ref),
            frozen,
            key,
            x,
            y,
          );
          const [newValues, newSlots] = optimizer.update(values, gradients, slots, scalars);
          return [loss, newValues, newSlots] as [np.Array, Arrays, Arrays[]];
        },
      ),
    );
    const slots = optimizer.takeSlots();
    const scalars = optimizer.nextScalars();
    const [loss, values, newSlots] = fused(
      trained,
      this.#frozenRefs(),
      slots,
      scalars,
      ...this.#inputs(step, batch),
    );
    return [[loss], values, newSlots];
  }

  #runParts(trained: Arrays, step: number, batches: readonly Batch[]): [Arrays, Arrays, Arrays[]] {
    const optimizer = this.#optimizer;
    const count = batches.length;
    const apply = cached(this.#apply, `${count}|${optimizer.traitsOfAll()}`, () =>
      jit((values: Arrays, gradients: Arrays, slots: Arrays[], scalars: np.Array) =>
        optimizer.update(
          values,
          gradients.map((gradient) => gradient.mul(1 / count)),
          slots,
          scalars,
        ),
      ),
    );
    const losses: Arrays = [];
    let sum: Arrays | undefined;
    batches.forEach((batch, index) => {
      const values = trained.map((value) => value.ref);
      const [loss, gradients] = this.#gradients(
        values,
        this.#frozenRefs(),
        ...this.#inputs(step * count + index, batch),
      );
      losses.push(loss);
      sum = sum ? this.#add(sum, gradients) : gradients;
    });
    const [values, slots] = apply(trained, sum!, optimizer.takeSlots(), optimizer.nextScalars());
    return [losses, values, slots];
  }

  #frozenRefs(): Arrays {
    return this.#frozen.map((parameter) => parameter.value.ref);
  }

  #inputs(draw: number, { x, y }: Batch): [np.Array, np.Array, np.Array] {
    return [this.#model.stepKey(draw), toDevice(x.values, x.shape), toDevice(y.values, y.shape)];
  }
}

function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}
