/** Every run of golden/torch-optim.json, made again with the public interface. */
import * as train from "@lehr/train";
import type { nn } from "@lehr/train";
import { CosineAnnealingLR } from "lehr";
import { describe, expect, it } from "vitest";
import {
  camelCased,
  golden,
  parameterNames,
  problem,
  type GoldenCase,
  type Weights,
} from "./support/optimizerProblem.js";

type AnyOptimizer = new (parameters: unknown, options: unknown) => train.Optimizer;

function build(one: GoldenCase, parameter: (name: string) => nn.Parameter): train.Optimizer {
  const Class = (train as unknown as Record<string, AnyOptimizer>)[one.optimizer]!;
  const all = { params: ["W1", "b1", "W2", "b2"] as (keyof Weights)[] };
  const groups = (one.groups ?? [all]).map(({ params, ...options }) => ({
    params: params.map((short) => parameter(parameterNames[short])),
    ...camelCased(options),
  }));
  return new Class(groups, camelCased(one.args));
}

/** 2e-5 of the number itself; one that crosses 0 may be off by the rounding of its neighbours. */
async function expectWeights(want: Weights, parameter: (name: string) => nn.Parameter): Promise<void> {
  for (const [short, name] of Object.entries(parameterNames)) {
    const numbers = want[short as keyof Weights].flat();
    const rounding = 1e-6 * Math.max(...numbers.map(Math.abs));
    const got = await parameter(name).data();
    numbers.forEach((number, index) => {
      const off = Math.abs(got[index]! - number);
      expect(off, `${name}[${index}]`).toBeLessThanOrEqual(2e-5 * Math.abs(number) + rounding);
    });
  }
}

describe("along a cosine, the parameters, losses and rates are PyTorch's", () => {
  it.each(golden.cases.map((one) => [one.optimizer, JSON.stringify(one.args), one.id, one] as const))(
    "%s %s (%i)",
    async (_optimizer, _args, _id, one) => {
      const { parameter, loss } = problem(one.problem);
      const optimizer = build(one, parameter);
      const scheduler = new CosineAnnealingLR(optimizer, {
        tMax: one.scheduler.T_max,
        etaMin: one.scheduler.eta_min,
      });
      for (let step = 0; step <= one.steps; step++) {
        if (step === 1) await expectWeights(one.float32.params_after_1, parameter);
        optimizer.paramGroups.forEach(({ lr }, group) => {
          expect(lr).toBeCloseTo(one.float32.lrs[step]![group]!, 14);
        });
        const value = await loss();
        expect(Math.abs(value.item() / one.float32.losses[step]! - 1)).toBeLessThan(2e-6);
        if (step === one.steps) break;
        optimizer.zeroGrad();
        await value.backward();
        optimizer.step();
        scheduler.step();
      }
      await expectWeights(one.float32.params_final, parameter);
    },
  );
});
