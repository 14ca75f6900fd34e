/**
 * The article's loop: a linear model, SGD, and PyTorch's CosineAnnealingLR with tMax 100 over 200 epochs.
 *
 *     npm run build && node examples/dist/first-loop.js
 *
 * The data are real: each example is ten characters of the declarations that TypeScript ships, and the
 * model predicts the ten that follow. The 200 lines are those that PyTorch prints. Watch the rate: it is 0
 * at epoch 100 and back at 0.1 at epoch 200, because PyTorch's cosine has period 2·tMax. To end low, give
 * tMax the length of the run.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { mse, nn, SGD, tensor } from "@lehr/train";
import { CosineAnnealingLR } from "lehr";

const text = await readFile(createRequire(import.meta.url).resolve("typescript/lib/lib.es5.d.ts"), "utf8");
const codes = Float32Array.from(text.slice(-1290), (character) => character.charCodeAt(0) / 128);
const examples = 128;
const x = tensor(codes.slice(0, 10 * examples), [examples, 10]);
const y = tensor(codes.slice(10, 10 + 10 * examples), [examples, 10]);

const model = nn.sequential(nn.linear(10, 10));
const optimizer = new SGD(model.parameters(), { lr: 0.1 });
const scheduler = new CosineAnnealingLR(optimizer, { tMax: 100 }); // etaMin = 0, lastEpoch = -1
for (let epoch = 1; epoch <= 200; epoch++) {
  const loss = await mse(model, x, y); // forward
  optimizer.zeroGrad();
  await loss.backward();
  optimizer.step();
  scheduler.step();
  console.log(`Epoch ${epoch}/200, Learning Rate: ${scheduler.getLastLR()[0]!.toFixed(6)}`);
}
