/**
 * One update of an MLP 784-256-10 on batches of 64, SGD with momentum and a new rate at every step, the
 * loss read back each time: through @lehr/train, the same written by hand on jax-js, and on TensorFlow.js
 * wasm. Each picks its batch out of shuffled examples. In turn, median of the rounds.
 */
import { fileURLToPath } from "node:url";
import { jit, nn as jaxNn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { arrays, crossEntropy, nn, SGD, trainer } from "@lehr/train";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { CosineAnnealingLR } from "lehr";
import { interleave } from "./measure.mjs";

const BATCH = 64;
const ROUND = 60;
const ROUNDS = 15;
const EXAMPLES = 8 * BATCH;
const pixels = Float32Array.from({ length: EXAMPLES * 784 }, (_, index) => ((index * 7919) % 255) / 255);
const labels = Int32Array.from({ length: EXAMPLES }, (_, index) => index % 10);
/** What any training loop does before a step: picks the batch's rows out of the shuffled examples. */
const batchOf = (step) => {
  const x = new Float32Array(BATCH * 784);
  const y = new Int32Array(BATCH);
  for (let row = 0; row < BATCH; row++) {
    const example = ((step * BATCH + row) * 167) % (EXAMPLES - BATCH);
    x.set(pixels.subarray(example * 784, (example + 1) * 784), row * 784);
    y[row] = labels[example];
  }
  return [x, y];
};
const rateAt = (step) => 0.01 * (1 + Math.cos((Math.PI * step) / 10_000));
const perStep = (start) => (performance.now() - start) / ROUND;

function onLehr() {
  const data = arrays({ x: pixels, y: labels, inputShape: [784], task: "classification", validation: BATCH });
  const model = nn.sequential(nn.linear(784, 256), nn.relu(), nn.linear(256, 10)).initialize(1);
  const optimizer = new SGD(model.parameters(), { lr: 0.02, momentum: 0.9 });
  const scheduler = new CosineAnnealingLR(optimizer, { tMax: 10_000 });
  const run = trainer({
    model,
    loss: crossEntropy,
    optimizer,
    scheduler,
    data,
    batchSize: BATCH,
    totalSteps: 1e6,
  });
  const events = run[Symbol.asyncIterator]();
  return async () => {
    const start = performance.now();
    for (let count = 0; count < ROUND; count++) await events.next();
    return perStep(start);
  };
}

/** The first values of the weights, the same kind for all: uniform on ±1/√fanIn. */
function weights([rows, columns]) {
  return Float32Array.from(
    { length: rows * columns },
    (_, i) => (((i * 2654435761) % 1000) / 500 - 1) / Math.sqrt(columns),
  );
}
const SHAPES = [
  [256, 784],
  [1, 256],
  [10, 256],
  [1, 10],
];

function byHand() {
  const objective = ([w1, b1, w2, b2], x, y) => {
    const hidden = jaxNn.relu(np.matmul(x, w1.transpose()).add(b1));
    const logits = np.matmul(hidden, w2.transpose()).add(b2);
    return jaxNn
      .logSoftmax(logits)
      .mul(jaxNn.oneHot(y, 10))
      .sum()
      .mul(-1 / BATCH);
  };
  const update = jit((values, momenta, numbers, x, y) => {
    const [loss, gradients] = valueAndGrad(objective)(
      values.map((value) => value.ref),
      x,
      y,
    );
    const newMomenta = momenta.map((momentum, i) => momentum.mul(numbers.ref.slice(1)).add(gradients[i]));
    const newValues = values.map((value, i) => value.sub(newMomenta[i].ref.mul(numbers.ref.slice(0))));
    numbers.dispose();
    return [newValues, newMomenta, loss];
  });
  let values = SHAPES.map((shape) => np.array(weights(shape), { shape }));
  let momenta = SHAPES.map((shape) => np.zeros(shape));
  let step = 0;
  return async () => {
    const start = performance.now();
    for (let count = 0; count < ROUND; count++, step++) {
      const [x, y] = batchOf(step);
      let loss;
      [values, momenta, loss] = update(
        values,
        momenta,
        np.array(Float32Array.of(rateAt(step), 0.9)),
        np.array(x, { shape: [BATCH, 784] }),
        np.array(y),
      );
      await loss.data();
    }
    return perStep(start);
  };
}

async function onTensorFlow() {
  setWasmPaths(fileURLToPath(new URL(".", import.meta.resolve("@tensorflow/tfjs-backend-wasm"))));
  await tf.setBackend("wasm");
  const variables = SHAPES.map((shape) => tf.variable(tf.tensor(weights(shape), shape)));
  const [w1, b1, w2, b2] = variables;
  const optimizer = tf.train.momentum(0.02, 0.9);
  let step = 0;
  return async () => {
    const start = performance.now();
    for (let count = 0; count < ROUND; count++, step++) {
      optimizer.setLearningRate(rateAt(step));
      const [pixelsNow, labelsNow] = batchOf(step);
      const loss = tf.tidy(() => {
        const x = tf.tensor(pixelsNow, [BATCH, 784]);
        const y = tf.oneHot(tf.tensor1d(labelsNow, "int32"), 10);
        return optimizer.minimize(
          () => {
            const logits = tf.add(
              tf.matMul(tf.relu(tf.add(tf.matMul(x, w1, false, true), b1)), w2, false, true),
              b2,
            );
            return tf.losses.softmaxCrossEntropy(y, logits);
          },
          true,
          variables,
        );
      });
      await loss.data();
      loss.dispose();
    }
    return perStep(start);
  };
}

export async function run() {
  const contestants = { lehr: onLehr(), byHand: byHand(), tensorflowWasm: await onTensorFlow() };
  await interleave(contestants, 2); // compiles, and warms the caches
  const milliseconds = await interleave(contestants, ROUNDS);
  return {
    milliseconds,
    lehrOverByHand: milliseconds.lehr / milliseconds.byHand,
    tensorflowOverLehr: milliseconds.tensorflowWasm / milliseconds.lehr,
    atMost: { lehrOverByHand: 1.05 },
    atLeast: { tensorflowOverLehr: 4 },
  };
}
