import { known, notNegative } from "../../check.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `gamma`. */
export interface ExponentialLROptions {
  /** What the rate is multiplied by at every step. At least 0. */
  readonly gamma: number;
}

/** {@link ExponentialLR} as a schedule: the pure function of step and base rate. */
export function exponentialLR(options: ExponentialLROptions): Schedule {
  const { gamma } = known("ExponentialLR", options, "gamma, lastEpoch");
  notNegative("ExponentialLR", "gamma", gamma);
  return define(
    {
      spec: { type: "ExponentialLR", gamma },
      steps: Infinity,
      phases: [{ name: gamma > 1 ? "warmup" : "decay", start: 0, steps: Infinity }],
    },
    (step, base) => base * gamma ** step,
  );
}

/**
 * PyTorch's `ExponentialLR`: base·gamma^step, for ever.
 *
 * @throws LehrError BAD_VALUE for a negative `gamma` or a bad optimizer.
 * @example
 * import { ExponentialLR } from "lehr";
 * const scheduler = new ExponentialLR({ paramGroups: [{ lr: 0.4 }] }, { gamma: 0.5 });
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.2]
 */
export class ExponentialLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: ExponentialLROptions & TorchOptions) {
    super(optimizer, exponentialLR(options), options);
  }
}
