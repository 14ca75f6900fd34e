/** The same short run, for Node and for a page: 30 updates of a small network. */
import { CosineAnnealingLR } from "lehr";
import { crossEntropy, nn, AdamW, spirals, trainer, useDevice, type Device } from "@lehr/train";

/** What the run saw. */
export interface ShortRun {
  readonly device: Device;
  readonly losses: readonly number[];
  readonly rates: readonly number[];
}

export async function shortRun(device: Device): Promise<ShortRun> {
  const taken = await useDevice(device);
  const data = spirals({ classes: 3, examples: 300, seed: 1 });
  const model = nn.sequential(nn.linear(2, 32), nn.gelu(), nn.dropout(0.1), nn.linear(32, 3)).initialize(1);
  const optimizer = new AdamW(model.parameters(), { lr: 0.01, clipNorm: 1 });
  const scheduler = new CosineAnnealingLR(optimizer, { tMax: 30 });
  const losses: number[] = [];
  const rates: number[] = [];
  const run = trainer({
    model,
    loss: crossEntropy,
    optimizer,
    scheduler,
    data,
    batchSize: 32,
    totalSteps: 30,
    seed: 1,
  });
  for await (const event of run) {
    if (event.type !== "step") continue;
    losses.push(event.loss);
    rates.push(event.lr[0]!);
  }
  return { device: taken, losses, rates };
}

Object.assign(globalThis, { shortRun });
