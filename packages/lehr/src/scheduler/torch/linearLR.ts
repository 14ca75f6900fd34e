import { known, positiveInteger } from "../../check.js";
import { easings, mix } from "../../easings.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { factorUpTo1 } from "./factorUpTo1.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `start_factor`, `end_factor` and `total_iters`. */
export interface LinearLROptions {
  /** What the base rate is multiplied by at step 0, above 0 and up to 1. Default 1/3. */
  readonly startFactor?: number;
  /** What it is multiplied by at the end, from 0 to 1. Default 1. */
  readonly endFactor?: number;
  /** How many steps it takes. A positive integer; default 5. */
  readonly totalIters?: number;
}

/** {@link LinearLR} as a schedule: the pure function of step and base rate. */
export function linearLR(options: LinearLROptions = {}): Schedule {
  known("LinearLR", options, "startFactor, endFactor, totalIters, lastEpoch");
  const { startFactor = 1 / 3, endFactor = 1, totalIters = 5 } = options;
  factorUpTo1("LinearLR", "startFactor", startFactor, "above 0");
  factorUpTo1("LinearLR", "endFactor", endFactor, "from 0");
  positiveInteger("LinearLR", "totalIters", totalIters);
  const name = startFactor < endFactor ? "warmup" : "decay";
  return define(
    {
      spec: { type: "LinearLR", startFactor, endFactor, totalIters },
      steps: totalIters,
      phases: [{ name, start: 0, steps: totalIters }],
    },
    (step, base) => {
      const left = (totalIters - step) / totalIters;
      return mix(easings.linear, base * startFactor, base * endFactor, step / totalIters, left);
    },
  );
}

/**
 * PyTorch's `LinearLR`: a straight line from base·startFactor to base·endFactor in `totalIters` steps; the
 * last rate stays. For a warmup from exactly 0, which PyTorch forbids, use Lehr's `warmup`.
 *
 * @throws LehrError BAD_VALUE for a factor outside (0, 1] at the start or [0, 1] at the end, a `totalIters`
 * that is not a positive integer, or a bad optimizer.
 * @example
 * import { LinearLR } from "lehr";
 * const scheduler = new LinearLR({ paramGroups: [{ lr: 0.4 }] }, { startFactor: 0.5, totalIters: 2 });
 * scheduler.getLastLR(); // => [0.2]
 * scheduler.step();
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.4]
 */
export class LinearLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: LinearLROptions & TorchOptions = {}) {
    super(optimizer, linearLR(options), options);
  }
}
