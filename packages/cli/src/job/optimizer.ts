import {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  NAdam,
  RAdam,
  RMSprop,
  SGD,
  type nn,
  type Optimizer,
} from "@lehr/train";
import { optimizerOf } from "../config/optimizer.js";
import type { Config } from "../config/schema.js";

/** Every optimizer that a config may name. */
export const optimizers = { SGD, Adam, AdamW, RMSprop, Adagrad, Adadelta, Adamax, NAdam, RAdam };

/** Builds the optimizer that a config names, on all parameters of the model. */
export function buildOptimizer(config: Config, model: nn.Module): Optimizer {
  const [name, options] = optimizerOf(config);
  return new optimizers[name](model.parameters(), options);
}
