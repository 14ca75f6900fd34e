import { known, notNegative, positiveInteger } from "../../check.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `step_size` and `gamma`. */
export interface StepLROptions {
  /** How many steps the rate stays for. A positive integer. */
  readonly stepSize: number;
  /** What it is multiplied by then. At least 0; default 0.1. */
  readonly gamma?: number;
}

/** {@link StepLR} as a schedule: the pure function of step and base rate. */
export function stepLR(options: StepLROptions): Schedule {
  const { stepSize, gamma = 0.1 } = known("StepLR", options, "stepSize, gamma, lastEpoch");
  positiveInteger("StepLR", "stepSize", stepSize);
  notNegative("StepLR", "gamma", gamma);
  return define(
    {
      spec: { type: "StepLR", stepSize, gamma },
      steps: Infinity,
      phases: [{ name: "decay", start: 0, steps: Infinity }],
    },
    (step, base) => base * gamma ** Math.floor(step / stepSize),
  );
}

/**
 * PyTorch's `StepLR`: base·gamma^⌊step/stepSize⌋, for ever.
 *
 * @throws LehrError BAD_VALUE for a `stepSize` that is not a positive integer, a negative `gamma`, or a bad
 * optimizer.
 * @example
 * import { StepLR } from "lehr";
 * const scheduler = new StepLR({ paramGroups: [{ lr: 0.4 }] }, { stepSize: 2, gamma: 0.5 });
 * for (let epoch = 0; epoch < 4; epoch++) scheduler.step();
 * scheduler.getLastLR(); // => [0.1]
 */
export class StepLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: StepLROptions & TorchOptions) {
    super(optimizer, stepLR(options), options);
  }
}
