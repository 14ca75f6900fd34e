/**
 * Prints the bytes that `scheduler.step()` allocates a call, for the number of groups given. Run it with a
 * young generation that is large enough never to be collected meanwhile, or the reading is too low:
 *
 *     node --expose-gc --min-semi-space-size=256 --max-semi-space-size=256 bench/schedulerAllocation.mjs 1
 */
import { CosineAnnealingLR } from "lehr";

const groups = Number(process.argv[2]);
const calls = 1e6 / groups;
const optimizer = { paramGroups: Array.from({ length: groups }, () => ({ lr: 0.1 })) };
const scheduler = new CosineAnnealingLR(optimizer, { tMax: 1e6 });

function step(times) {
  for (let time = 0; time < times; time++) scheduler.step();
}

step(2 * calls); // lets the compiler finish
step(2 * calls);
globalThis.gc();
const before = process.memoryUsage().heapUsed;
step(calls);
console.log(Math.round(((process.memoryUsage().heapUsed - before) / calls) * 10) / 10);
