/** Memory over 10,000 updates of a small network, read every 1,000 after a collection. */
import { crossEntropy, nn, SGD, spirals, trainer } from "@lehr/train";
import { CosineAnnealingLR } from "lehr";

const STEPS = 10_000;

export async function run() {
  const data = spirals({ classes: 3, examples: 600, seed: 1 });
  const model = nn.sequential(nn.linear(2, 64), nn.relu(), nn.linear(64, 3)).initialize(1);
  const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
  const scheduler = new CosineAnnealingLR(optimizer, { tMax: STEPS });
  const readings = [];
  for await (const event of trainer({
    model,
    loss: crossEntropy,
    optimizer,
    scheduler,
    data,
    batchSize: 64,
    totalSteps: STEPS,
  })) {
    if (event.type !== "step" || (event.step + 1) % 1000 !== 0) continue;
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    readings.push({ step: event.step + 1, rssMB: rss / 2 ** 20, heapMB: heapUsed / 2 ** 20 });
  }
  const [second, last] = [readings[1], readings.at(-1)];
  return {
    readings,
    heapGrowthMB: last.heapMB - second.heapMB,
    rssGrowthMB: last.rssMB - second.rssMB,
    atMost: { heapGrowthMB: 1, rssGrowthMB: 10 },
  };
}
