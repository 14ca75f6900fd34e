/** Loops that do more to an optimizer than step(), against golden/optimizer-loops.json. */
import { readFileSync } from "node:fs";
import { Adam, SGD, type nn } from "@lehr/train";
import { expect, it } from "vitest";
import { problem } from "./support/optimizerProblem.js";

const { loops } = JSON.parse(
  readFileSync(new URL("golden/optimizer-loops.json", import.meta.url), "utf8"),
) as { loops: Record<string, Record<string, number[]>> };

async function expectWeights(model: nn.Module, loop: string): Promise<void> {
  for (const [name, { data }] of Object.entries(await model.stateDict())) {
    const want = loops[loop]![name]!;
    const tolerance = 2e-6 * Math.max(...want.map(Math.abs));
    want.forEach((number, index) => {
      expect(Math.abs(data[index]! - number), `${name}[${index}]`).toBeLessThanOrEqual(tolerance);
    });
  }
}

it("clipping by the global norm is PyTorch's clip_grad_norm_", async () => {
  const { model, loss } = problem(0);
  const optimizer = new SGD(model.parameters(), { lr: 0.5, momentum: 0.9, clipNorm: 0.25 });
  for (let step = 0; step < 10; step++) {
    optimizer.zeroGrad();
    await (await loss()).backward();
    optimizer.step();
  }
  await expectWeights(model, "clipped");
});

it("several backward() before a step() add their gradients up", async () => {
  const { model, loss } = problem(0);
  const optimizer = new Adam(model.parameters(), { lr: 0.05 });
  for (let step = 0; step < 10; step++) {
    optimizer.zeroGrad();
    await (await loss(0, 2)).backward();
    await (await loss(2, 5)).backward();
    optimizer.step();
  }
  await expectWeights(model, "accumulated");
});

it("a momentum that cycles, even through 0, takes effect at the next step", async () => {
  const { model, loss } = problem(0);
  const optimizer = new SGD(model.parameters(), { lr: 0.05, momentum: 0.9 });
  for (const momentum of [0.9, 0.5, 0, 0, 0.5, 0.95, 0.9, 0, 0.9, 0.9]) {
    optimizer.paramGroups[0]!.momentum = momentum;
    optimizer.zeroGrad();
    await (await loss()).backward();
    optimizer.step();
  }
  await expectWeights(model, "cycled_momentum");
});

it("betas that cycle take effect at the next step", async () => {
  const { model, loss } = problem(0);
  const optimizer = new Adam(model.parameters(), { lr: 0.05, betas: [0.9, 0.99] });
  for (const beta of [0.95, 0.9, 0.85, 0.5, 0, 0.5, 0.85, 0.9, 0.95, 0.95]) {
    optimizer.paramGroups[0]!.betas[0] = beta;
    optimizer.zeroGrad();
    await (await loss()).backward();
    optimizer.step();
  }
  await expectWeights(model, "cycled_betas");
});

it("a group added on the way starts at its own first update", async () => {
  const { model, parameter, loss } = problem(0);
  const layer = (index: number) => [parameter(`${index}.weight`), parameter(`${index}.bias`)];
  const optimizer = new Adam(layer(2), { lr: 0.05 });
  for (let step = 0; step < 10; step++) {
    if (step === 4) optimizer.addParamGroup({ params: layer(0), lr: 0.01 });
    optimizer.zeroGrad();
    await (await loss()).backward();
    optimizer.step();
  }
  await expectWeights(model, "late_group");
});
