import { known, notNegative } from "../../check.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { milestonesOf } from "./milestones.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `milestones` and `gamma`. */
export interface MultiStepLROptions {
  /** The steps at which the rate is multiplied, in order; one that stands twice counts twice. */
  readonly milestones: readonly number[];
  /** What it is multiplied by. At least 0; default 0.1. */
  readonly gamma?: number;
}

/** {@link MultiStepLR} as a schedule: the pure function of step and base rate. */
export function multiStepLR(options: MultiStepLROptions): Schedule {
  const { milestones, gamma = 0.1 } = known("MultiStepLR", options, "milestones, gamma, lastEpoch");
  const ordered = milestonesOf("MultiStepLR", milestones);
  notNegative("MultiStepLR", "gamma", gamma);
  const steps = ordered.at(-1) ?? 0;
  return define(
    {
      spec: { type: "MultiStepLR", milestones: ordered, gamma },
      steps,
      phases: [{ name: "decay", start: 0, steps }],
    },
    (step, base) => {
      let passed = 0;
      while (passed < ordered.length && ordered[passed]! <= step) passed++;
      return base * gamma ** passed;
    },
  );
}

/**
 * PyTorch's `MultiStepLR`: base·gamma^(number of milestones ≤ step). After the last milestone the rate
 * stays.
 *
 * @throws LehrError BAD_VALUE for milestones that are not whole numbers ≥ 0 in order, a negative `gamma`,
 * or a bad optimizer.
 * @example
 * import { MultiStepLR } from "lehr";
 * const scheduler = new MultiStepLR({ paramGroups: [{ lr: 0.4 }] }, { milestones: [1, 3], gamma: 0.5 });
 * for (let epoch = 0; epoch < 3; epoch++) scheduler.step();
 * scheduler.getLastLR(); // => [0.1]
 */
export class MultiStepLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: MultiStepLROptions & TorchOptions) {
    super(optimizer, multiStepLR(options), options);
  }
}
