import { known, positiveInteger } from "../../check.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { factorUpTo1 } from "./factorUpTo1.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `factor` and `total_iters`. */
export interface ConstantLROptions {
  /** What the base rate is multiplied by at first, above 0 and up to 1. Default 1/3. */
  readonly factor?: number;
  /** For how many steps. A positive integer; default 5. */
  readonly totalIters?: number;
}

/** {@link ConstantLR} as a schedule: the pure function of step and base rate. */
export function constantLR(options: ConstantLROptions = {}): Schedule {
  const { factor = 1 / 3, totalIters = 5 } = known("ConstantLR", options, "factor, totalIters, lastEpoch");
  factorUpTo1("ConstantLR", "factor", factor, "above 0");
  positiveInteger("ConstantLR", "totalIters", totalIters);
  return define(
    {
      spec: { type: "ConstantLR", factor, totalIters },
      steps: totalIters,
      phases: [{ name: "warmup", start: 0, steps: totalIters }],
    },
    (step, base) => (step < totalIters ? base * factor : base),
  );
}

/**
 * PyTorch's `ConstantLR`: base·factor for the first `totalIters` steps, the base rate from then on.
 *
 * @throws LehrError BAD_VALUE for a factor that is not above 0 and up to 1, a `totalIters` that is not a
 * positive integer, or a bad optimizer.
 * @example
 * import { ConstantLR } from "lehr";
 * const scheduler = new ConstantLR({ paramGroups: [{ lr: 0.4 }] }, { factor: 0.5, totalIters: 2 });
 * scheduler.getLastLR(); // => [0.2]
 * scheduler.step();
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.4]
 */
export class ConstantLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: ConstantLROptions & TorchOptions = {}) {
    super(optimizer, constantLR(options), options);
  }
}
