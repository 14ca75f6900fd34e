import { known, notNegative, positiveInteger } from "../../check.js";
import { cosine, mix } from "../../easings.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { overwriting } from "./motion.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `T_0`, `T_mult` and `eta_min`. */
export interface WarmRestartsOptions {
  /** The length of the first cycle. A positive integer. */
  readonly t0: number;
  /** How much longer each cycle is than the one before. A positive integer; default 1. */
  readonly tMult?: number;
  /** The lowest rate, absolute. Default 0. */
  readonly etaMin?: number;
}

/** {@link CosineAnnealingWarmRestarts} as a schedule: the pure function of step and base rate. */
export function cosineAnnealingWarmRestarts(options: WarmRestartsOptions): Schedule {
  const {
    t0,
    tMult = 1,
    etaMin = 0,
  } = known("CosineAnnealingWarmRestarts", options, "t0, tMult, etaMin, lastEpoch");
  const type = "CosineAnnealingWarmRestarts";
  positiveInteger(type, "t0", t0);
  positiveInteger(type, "tMult", tMult);
  notNegative(type, "etaMin", etaMin);
  const schedule = define(
    {
      spec: { type, t0, tMult, etaMin },
      steps: Infinity,
      phases: [{ name: "decay", start: 0, steps: Infinity }],
      continues: true,
      absolute: etaMin > 0,
    },
    (step, base) => {
      let length = t0;
      let local = step;
      if (tMult === 1) {
        local = step % t0;
      } else {
        // Whole-number walk: the logarithm that PyTorch takes here rounds to the wrong cycle at 3^5.
        while (local >= length) {
          local -= length;
          length *= tMult;
        }
      }
      return mix(cosine, base, etaMin, local / length, (length - local) / length);
    },
  );
  return overwriting(schedule);
}

/**
 * PyTorch's `CosineAnnealingWarmRestarts`: half cosines from the base rate to `etaMin`, of lengths t0,
 * t0·tMult, t0·tMult², …, for ever. `step(epoch)` takes fractions, for a rate that moves within an epoch.
 *
 * Loshchilov & Hutter, SGDR (2017).
 *
 * @throws LehrError BAD_VALUE for a `t0` or `tMult` that is not a positive integer, a negative `etaMin`, or
 * a bad optimizer.
 * @example
 * import { CosineAnnealingWarmRestarts } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1 }] };
 * const scheduler = new CosineAnnealingWarmRestarts(optimizer, { t0: 10, tMult: 2 });
 * for (let epoch = 0; epoch < 10; epoch++) scheduler.step();
 * scheduler.getLastLR(); // => [0.1]
 */
export class CosineAnnealingWarmRestarts extends TorchScheduler {
  constructor(optimizer: Optimizer, options: WarmRestartsOptions & TorchOptions) {
    super(optimizer, cosineAnnealingWarmRestarts(options), options);
  }
}
