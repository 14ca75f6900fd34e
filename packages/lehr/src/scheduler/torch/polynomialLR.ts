import { known, notNegative, positiveInteger } from "../../check.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `total_iters` and `power`. */
export interface PolynomialLROptions {
  /** How many steps the rate falls for. A positive integer; default 5. */
  readonly totalIters?: number;
  /** The exponent, at least 0. Default 1, a straight line. */
  readonly power?: number;
}

/** {@link PolynomialLR} as a schedule: the pure function of step and base rate. */
export function polynomialLR(options: PolynomialLROptions = {}): Schedule {
  const { totalIters = 5, power = 1 } = known("PolynomialLR", options, "totalIters, power, lastEpoch");
  positiveInteger("PolynomialLR", "totalIters", totalIters);
  notNegative("PolynomialLR", "power", power);
  return define(
    {
      spec: { type: "PolynomialLR", totalIters, power },
      steps: totalIters,
      phases: [{ name: "decay", start: 0, steps: totalIters }],
    },
    (step, base) => base * ((totalIters - step) / totalIters) ** power,
  );
}

/**
 * PyTorch's `PolynomialLR`: base·(1 − step/totalIters)^power, which is 0 from `totalIters` on.
 *
 * @throws LehrError BAD_VALUE for a `totalIters` that is not a positive integer, a negative `power`, or a
 * bad optimizer.
 * @example
 * import { PolynomialLR } from "lehr";
 * const scheduler = new PolynomialLR({ paramGroups: [{ lr: 0.4 }] }, { totalIters: 4, power: 2 });
 * scheduler.step();
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.1]
 */
export class PolynomialLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: PolynomialLROptions & TorchOptions = {}) {
    super(optimizer, polynomialLR(options), options);
  }
}
