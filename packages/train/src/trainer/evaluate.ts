import { jit, type numpy as np } from "@jax-js/jax";
import { evaluationBatches } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import { call } from "../engine/call.js";
import { toDevice } from "../engine/tensor.js";
import { accuracyOf } from "../loss/accuracy.js";
import type { Loss, LossFormula } from "../loss/loss.js";
import { forward, valuesOf } from "../nn/forward.js";
import type { Module } from "../nn/module.js";

/** What the validation set says. */
export interface Evaluation {
  /** The mean loss over all its examples. */
  readonly loss: number;
  /** The share of right answers, for classes and tokens. */
  readonly accuracy?: number;
}

type Measure = (values: np.Array[], x: np.Array, y: np.Array) => np.Array[];

/** Measures a model on every validation example once, without gradients or dropout, in batches. */
export async function evaluate(
  model: Module,
  loss: Loss,
  data: Dataset,
  batchSize: number,
): Promise<Evaluation> {
  const parameters = model.parameters();
  const measure = measureOf(model, loss, data.task);
  let count = 0;
  let lossSum = 0;
  let rightSum = 0;
  let answers = 0;
  for (const { x, y } of evaluationBatches(data.validation, batchSize)) {
    const size = x.shape[0]!;
    const inputs = [toDevice(x.values, x.shape), toDevice(y.values, y.shape)] as const;
    const [mean, right] = call(measure, valuesOf(parameters), ...inputs);
    lossSum += (await mean!.data())[0]! * size;
    // The share comes in float32; the answers behind it are whole.
    if (right) rightSum += Math.round((await right.data())[0]! * y.values.length);
    answers += y.values.length;
    count += size;
  }
  const accuracy = data.task === "regression" ? {} : { accuracy: rightSum / answers };
  return { loss: lossSum / count, ...accuracy };
}

/** Compiled once for a model, a loss and a kind of task; a smaller last batch compiles a second shape. */
function measureOf(model: Module, loss: Loss, task: Dataset["task"]): Measure {
  const perTask = measures.get(model) ?? new Map<Dataset["task"], Map<LossFormula, Measure>>();
  measures.set(model, perTask);
  const known = perTask.get(task) ?? new Map<LossFormula, Measure>();
  perTask.set(task, known);
  let measure = known.get(loss.formula);
  if (!measure) {
    const parameters = model.parameters();
    measure = jit((values: np.Array[], x: np.Array, y: np.Array): np.Array[] => {
      const prediction = forward(model, parameters, values, x);
      if (task === "regression") return [loss.formula(prediction, y)];
      return [loss.formula(prediction.ref, y.ref), accuracyOf(prediction, y)];
    });
    known.set(loss.formula, measure);
  }
  return measure;
}

const measures = new WeakMap<Module, Map<Dataset["task"], Map<LossFormula, Measure>>>();
