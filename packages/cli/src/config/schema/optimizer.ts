import { z } from "zod";
import { fraction, notNegative, oneOf } from "./values.js";

const lr = (value: number) => notNegative.default(value).describe("The base rate, which the schedule moves.");
const weightDecay = (value: number) => notNegative.default(value);
const betas = (first: number, second: number) => z.tuple([fraction, fraction]).default([first, second]);
const eps = (value: number) => notNegative.default(value);
const clipNorm = z
  .number()
  .gt(0)
  .optional()
  .describe("The longest gradient, over all parameters together; a longer one is scaled down to it.");

const common = { maximize: z.boolean().default(false), clipNorm };
const switchedOff = z.boolean().default(false);

const adam = (rate: number, decay = 0) => ({
  lr: lr(rate),
  betas: betas(0.9, 0.999),
  eps: eps(1e-8),
  weightDecay: weightDecay(decay),
  ...common,
});

export const optimizer = oneOf({
  SGD: z.strictObject({
    lr: lr(1e-3),
    momentum: notNegative.default(0),
    dampening: z.number().default(0),
    weightDecay: weightDecay(0),
    nesterov: switchedOff,
    ...common,
  }),
  Adam: z.strictObject({ ...adam(1e-3), amsgrad: switchedOff, decoupledWeightDecay: switchedOff }),
  AdamW: z.strictObject({
    ...adam(1e-3, 1e-2),
    amsgrad: switchedOff,
    decoupledWeightDecay: z.boolean().default(true),
  }),
  RMSprop: z.strictObject({
    lr: lr(1e-2),
    alpha: fraction.default(0.99),
    eps: eps(1e-8),
    weightDecay: weightDecay(0),
    momentum: notNegative.default(0),
    centered: switchedOff,
    ...common,
  }),
  Adagrad: z.strictObject({
    lr: lr(1e-2),
    lrDecay: notNegative.default(0),
    weightDecay: weightDecay(0),
    initialAccumulatorValue: notNegative.default(0),
    eps: eps(1e-10),
    ...common,
  }),
  Adadelta: z.strictObject({
    lr: lr(1),
    rho: fraction.default(0.9),
    eps: eps(1e-6),
    weightDecay: weightDecay(0),
    ...common,
  }),
  Adamax: z.strictObject(adam(2e-3)),
  NAdam: z.strictObject({
    ...adam(2e-3),
    momentumDecay: notNegative.default(4e-3),
    decoupledWeightDecay: switchedOff,
  }),
  RAdam: z.strictObject({ ...adam(1e-3), decoupledWeightDecay: switchedOff }),
});
