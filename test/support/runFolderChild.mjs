/**
 * A run without the training: a process that writes events and checkpoints as fast as it can, for a test to
 * kill. `node runFolderChild.mjs <path> <steps>` begins the run or goes on with it; what a step writes is a
 * function of its number. It says `writing` when it does, `done` at the end, and the code of an error. With a
 * third argument it keeps the run until its input ends.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { RunFolder } from "@lehr/train/node";

const [path, steps] = [process.argv[2], Number(process.argv[3])];
const header = { config: {}, schedule: {}, seed: 0, versions: {} };

/** The state after this many updates; long enough that writing it takes a while. */
const checkpoint = (step) => ({
  step,
  model: { weight: { shape: [50_000], data: new Float32Array(50_000).fill(step) } },
  optimizer: { "weight.step": { shape: [], data: Int32Array.of(step) } },
  state: { step },
});

try {
  const run = existsSync(`${path}/run.json`)
    ? await RunFolder.open(path)
    : await RunFolder.create(path, header);
  const resumed = await run.resume();
  for (const warning of resumed.warnings) console.log(`warning ${warning}`);
  let step = resumed.checkpoint?.step ?? 0;
  if (step > 0 && resumed.checkpoint.model.weight.data.some((value) => value !== step))
    console.log("mixed state");
  console.log("writing");
  while (step < steps) {
    run.append({ type: "step", step, epoch: 0, loss: 1 / (step + 1), lr: [0.1] });
    step++;
    if (step % 3 === 0) await run.saveCheckpoint(checkpoint(step));
  }
  if (process.argv[4]) await once(process.stdin.resume(), "end");
  await run.close();
  console.log("done");
} catch (error) {
  console.log(`${error.code} ${error.message}`);
}
