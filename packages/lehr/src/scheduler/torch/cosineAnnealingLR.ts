import { known, notNegative, positive } from "../../check.js";
import { cosine, mix } from "../../easings.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `T_max` and `eta_min`. */
export interface CosineAnnealingOptions {
  /** How many steps the rate falls for; it then climbs back for as many. Above 0, fractions allowed. */
  readonly tMax: number;
  /** The lowest rate, absolute. Default 0. */
  readonly etaMin?: number;
}

/** {@link CosineAnnealingLR} as a schedule: the pure function of step and base rate. */
export function cosineAnnealingLR(options: CosineAnnealingOptions): Schedule {
  const { tMax, etaMin = 0 } = known("CosineAnnealingLR", options, "tMax, etaMin, lastEpoch");
  positive("CosineAnnealingLR", "tMax", tMax);
  notNegative("CosineAnnealingLR", "etaMin", etaMin);
  return define(
    {
      spec: { type: "CosineAnnealingLR", tMax, etaMin },
      steps: tMax,
      phases: [{ name: "decay", start: 0, steps: tMax }],
      continues: true,
      absolute: etaMin > 0,
    },
    (step, base) => {
      const inPeriod = step % (2 * tMax);
      const down = inPeriod > tMax ? 2 * tMax - inPeriod : inPeriod;
      return mix(cosine, base, etaMin, down / tMax, (tMax - down) / tMax);
    },
  );
}

/**
 * PyTorch's `CosineAnnealingLR`: etaMin + (base − etaMin)·½(1 + cos(π·step/tMax)), which falls to `etaMin`
 * at `tMax` and, if the run goes on, climbs back to the base rate at 2·tMax. For a run of n steps that
 * should end at `etaMin`, `tMax` is n.
 *
 * @throws LehrError BAD_VALUE for a `tMax` that is not above 0, a negative `etaMin`, or a bad optimizer.
 * @example
 * import { CosineAnnealingLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1 }] };
 * const scheduler = new CosineAnnealingLR(optimizer, { tMax: 100 });
 * scheduler.step();
 * scheduler.getLastLR()[0].toFixed(6); // => "0.099975"
 */
export class CosineAnnealingLR extends TorchScheduler {
  constructor(optimizer: Optimizer, options: CosineAnnealingOptions & TorchOptions) {
    super(optimizer, cosineAnnealingLR(options), options);
  }
}
