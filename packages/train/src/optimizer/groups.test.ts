import { describe, expect, it } from "vitest";
import { linear } from "../nn/linear.js";
import { sequential } from "../nn/sequential.js";
import { Adadelta } from "./adadelta.js";
import { Adagrad } from "./adagrad.js";
import { Adam } from "./adam.js";
import { Adamax } from "./adamax.js";
import { AdamW } from "./adamw.js";
import { NAdam } from "./nadam.js";
import { RAdam } from "./radam.js";
import { RMSprop } from "./rmsprop.js";
import { SGD } from "./sgd.js";

const model = sequential(linear(3, 4), linear(4, 2));
const all = model.parameters();
const [weight, bias, ...rest] = all as [(typeof all)[0], (typeof all)[0], ...typeof all];

describe("what is left out is PyTorch's default", () => {
  const adam = { betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, maximize: false };
  it.each([
    [SGD, { lr: 1e-3, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, maximize: false }],
    [Adam, { ...adam, lr: 1e-3, amsgrad: false, decoupledWeightDecay: false }],
    [AdamW, { ...adam, lr: 1e-3, amsgrad: false, decoupledWeightDecay: true, weightDecay: 1e-2 }],
    [Adamax, { ...adam, lr: 2e-3 }],
    [NAdam, { ...adam, lr: 2e-3, momentumDecay: 4e-3, decoupledWeightDecay: false }],
    [RAdam, { ...adam, lr: 1e-3, decoupledWeightDecay: false }],
    [
      RMSprop,
      { lr: 1e-2, alpha: 0.99, eps: 1e-8, weightDecay: 0, momentum: 0, centered: false, maximize: false },
    ],
    [
      Adagrad,
      { lr: 1e-2, lrDecay: 0, weightDecay: 0, initialAccumulatorValue: 0, eps: 1e-10, maximize: false },
    ],
    [Adadelta, { lr: 1, rho: 0.9, eps: 1e-6, weightDecay: 0, maximize: false }],
  ] as const)("%o", (Optimizer, defaults) => {
    expect(new Optimizer(all).paramGroups).toEqual([{ ...defaults, params: all }]);
  });
});

describe("groups", () => {
  it("take what they leave out from the optimizer's options", () => {
    const optimizer = new SGD(
      [
        { params: [weight], lr: 0.5, name: "head" },
        { params: [bias], weightDecay: 0.1 },
      ],
      { lr: 0.1, momentum: 0.9 },
    );
    expect(optimizer.paramGroups).toMatchObject([
      { name: "head", lr: 0.5, momentum: 0.9, weightDecay: 0 },
      { lr: 0.1, momentum: 0.9, weightDecay: 0.1 },
    ]);
  });

  it("do not share their betas", () => {
    const optimizer = new Adam([{ params: [weight] }, { params: [bias] }], { betas: [0.8, 0.9] });
    optimizer.paramGroups[0]!.betas[0] = 0.5;
    expect(optimizer.paramGroups[1]!.betas).toEqual([0.8, 0.9]);
  });

  it("can be added later, with the same options and the same checks", () => {
    const optimizer = new SGD([weight], { lr: 0.1, momentum: 0.9 });
    optimizer.addParamGroup({ params: rest, lr: 0.2 });
    expect(optimizer.paramGroups[1]).toMatchObject({ lr: 0.2, momentum: 0.9 });
    expect(optimizer.parameters).toEqual([weight, ...rest]);
    expect(() => optimizer.addParamGroup({ params: [weight] })).toThrow(
      'SGD: group 2: parameter "0.weight" is given twice',
    );
    expect(optimizer.paramGroups.length).toBe(2);
  });
});

describe("the constructor refuses", () => {
  const list = (options: object): object => new SGD(all, options);
  const betas = (...pair: number[]): object => new Adam(all, { betas: pair as [number, number] });
  it.each([
    ["a negative rate", () => list({ lr: -1 }), "SGD: lr must be a finite number ≥ 0, got -1"],
    ["NaN", () => list({ lr: NaN }), "SGD: lr must be a finite number ≥ 0, got NaN"],
    ["text", () => list({ lr: "0.1" }), "SGD: lr must be a finite number ≥ 0, got 0.1"],
    [
      "a group's negative rate, by its name",
      () => new AdamW([{ params: all, lr: -1, name: "head" }]),
      "AdamW: group head: lr must be a finite number ≥ 0, got -1",
    ],
    [
      "a group's negative rate, by its number",
      () => new AdamW([{ params: [weight] }, { params: [bias], lr: -1 }]),
      "AdamW: group 1: lr must be a finite number ≥ 0, got -1",
    ],
    ["β₁ = 1", () => betas(1, 0.9), "Adam: betas must be two numbers in [0, 1), got [1, 0.9]"],
    ["one β", () => betas(0.9), "Adam: betas must be two numbers in [0, 1), got [0.9]"],
    ["eps below 0", () => new RAdam(all, { eps: -1 }), "RAdam: eps must be a finite number ≥ 0, got -1"],
    ["α = 1", () => new RMSprop(all, { alpha: 1 }), "RMSprop: alpha must be in [0, 1), got 1"],
    [
      "an infinite ρ",
      () => new Adadelta(all, { rho: Infinity }),
      "Adadelta: rho must be in [0, 1), got Infinity",
    ],
    ["a switch that is none", () => list({ nesterov: 1 }), "SGD: nesterov must be true or false, got 1"],
    [
      "Nesterov without momentum",
      () => list({ nesterov: true }),
      "SGD: group 0: nesterov needs a momentum above 0 and a dampening of 0, got 0 and 0",
    ],
    ["clipping at 0", () => list({ clipNorm: 0 }), "SGD: clipNorm must be a finite number > 0, got 0"],
    [
      "PyTorch's spelling, with the right one",
      () => list({ weight_decay: 0.1 }),
      'SGD: unknown option "weight_decay", did you mean "weightDecay"?',
    ],
    [
      "a group's unknown option",
      () => new SGD([{ params: all, clipNorm: 1 } as object as { params: typeof all }]),
      'SGD: group 0: unknown option "clipNorm"',
    ],
    ["an empty list", () => new SGD([]), "SGD: got no parameters"],
    ["an empty group", () => new SGD([{ params: [] }]), "SGD: group 0: got no parameters"],
    [
      "a model",
      () => new SGD(model as never),
      "SGD: expected a list of parameters or of groups; did you mean model.parameters()?",
    ],
    [
      "a parameter in two groups",
      () => new SGD([{ params: [weight] }, { params: [bias, weight] }]),
      'SGD: group 1: parameter "0.weight" is given twice',
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ name: "LehrError", message }));
  });
});
