import { jit, valueAndGrad, type numpy as np } from "@jax-js/jax";
import type { Loss } from "../loss/loss.js";
import { forward, valuesOf } from "../nn/forward.js";
import type { Module } from "../nn/module.js";
import type { Parameter } from "../nn/parameter.js";
import type { Optimizer } from "../optimizer/optimizer.js";
import { call } from "../engine/call.js";
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
 * argument, so a changing rate never recompiles; only another batch shape, another switch of the optimizer
 * or another list of trained parameters does.
 */
export class CompiledStep {
  readonly #model: Module;
  readonly #loss: Loss;
  readonly #optimizer: Optimizer;
  #program: Program | undefined;

  constructor(model: Module, loss: Loss, optimizer: Optimizer) {
    this.#model = model;
    this.#loss = loss;
    this.#optimizer = optimizer;
  }

  /** Makes update number `step` from these batches (several: their gradients are averaged); gives the loss. */
  async run(step: number, batches: readonly Batch[]): Promise<number> {
    const trained = this.#optimizer.parameters;
    const known = this.#program;
    if (known?.trained.length !== trained.length || trained.some((one, i) => one !== known.trained[i])) {
      this.#program = compile(this.#model, this.#loss, this.#optimizer, trained);
    }
    const program = this.#program!;
    const loss =
      batches.length === 1
        ? [this.#runFused(program, step, batches[0]!)]
        : this.#runParts(program, step, batches);
    // Reading the loss also waits for the update: work that piles up makes the engine slow and large.
    const losses: number[] = await Promise.all(loss.map(async (one) => (await one.data())[0]!));
    return losses.reduce((sum: number, one: number) => sum + one, 0) / losses.length;
  }

  #runFused({ trained, frozen, fused }: Program, step: number, batch: Batch): np.Array {
    const next = this.#optimizer.nextUpdate();
    const compiled = fused(this.#optimizer.traitsOfAll());
    const values = [valuesOf(trained), valuesOf(frozen)] as const;
    const [loss, ...after] = call(compiled, ...values, ...next.take(), ...this.#inputs(step, batch));
    next.commit(...after);
    return loss;
  }

  #runParts({ trained, frozen, gradients, add, apply }: Program, step: number, batches: readonly Batch[]) {
    const next = this.#optimizer.nextUpdate();
    const count = batches.length;
    const losses: Arrays = [];
    let sum: Arrays = [];
    try {
      batches.forEach((batch, index) => {
        const inputs = this.#inputs(step * count + index, batch);
        const [loss, more] = call(gradients, valuesOf(trained), valuesOf(frozen), ...inputs);
        losses.push(loss);
        const before = sum.splice(0);
        sum = before.length === 0 ? more : call(add, before, more);
      });
      const compiled = apply(`${count}|${this.#optimizer.traitsOfAll()}`, count);
      next.commit(...call(compiled, valuesOf(trained), sum.splice(0), ...next.take()));
      return losses;
    } catch (error) {
      for (const array of [...losses, ...sum]) array.dispose();
      throw error;
    }
  }

  #inputs(draw: number, { x, y }: Batch): [np.Array, np.Array, np.Array] {
    return [this.#model.stepKey(draw), toDevice(x.values, x.shape), toDevice(y.values, y.shape)];
  }
}

/** The compiled functions for one list of trained parameters. */
interface Program {
  readonly trained: readonly Parameter[];
  readonly frozen: readonly Parameter[];
  readonly gradients: Gradients;
  readonly add: (sum: Arrays, more: Arrays) => Arrays;
  readonly fused: (traits: string) => Fused;
  readonly apply: (traits: string, count: number) => Apply;
}

function compile(model: Module, loss: Loss, optimizer: Optimizer, trained: readonly Parameter[]): Program {
  const taken = new Set(trained);
  const frozen = model.parameters().filter((parameter) => !taken.has(parameter));
  const all = [...trained, ...frozen];
  const objective = (values: Arrays, others: Arrays, key: np.Array, x: np.Array, y: np.Array): np.Array =>
    loss.formula(forward(model, all, [...values, ...others], x, key), y);
  const gradients = jit(valueAndGrad(objective)) as unknown as Gradients;
  const fused: Fused = (values, others, slots, scalars, key, x, y) => {
    const refs = values.map((value) => value.ref);
    const [value, slopes] = gradients(refs, others, key, x, y);
    return [value, ...optimizer.update(values, slopes, slots, scalars)];
  };
  return {
    trained,
    frozen,
    gradients,
    add: jit((sum: Arrays, more: Arrays): Arrays => sum.map((slope, index) => slope.add(more[index]!))),
    fused: cached(() => jit(fused) as Fused),
    apply: cached((_, count: number) => {
      const apply: Apply = (values, slopes, slots, scalars) =>
        optimizer.update(
          values,
          slopes.map((slope) => slope.mul(1 / count)),
          slots,
          scalars,
        );
      return jit(apply) as Apply;
    }),
  };
}

/** What `make` gives for a key, made once. */
function cached<Rest extends unknown[], Value>(
  make: (key: string, ...rest: Rest) => Value,
): (key: string, ...rest: Rest) => Value {
  const cache = new Map<string, Value>();
  return (key, ...rest) => {
    let value = cache.get(key);
    if (value === undefined) cache.set(key, (value = make(key, ...rest)));
    return value;
  };
}
