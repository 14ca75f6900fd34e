import type { Config } from "./schema.js";

/** The optimizers that a config may name. */
export type OptimizerName = keyof Config["optimizer"];

/** The name and the options of the optimizer that a config names. */
export function optimizerOf({ optimizer }: Config): [name: OptimizerName, options: { readonly lr: number }] {
  const [entry] = Object.entries(optimizer) as [OptimizerName, { lr: number }][];
  return entry!;
}
