import { notNegative, positive } from "../../check.js";
import { easings, mix } from "../../easings.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { moving } from "./motion.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** PyTorch's `T_max` and `eta_min`. */
export interface CosineAnnealingOptions {
  /** How many steps the rate falls for; it then climbs back for as many. Above 0, fractions allowed. */
  readonly tMax: number;
  /** The lowest rate, absolute. Default 0. */
  readonly etaMin?: number;
}

/** {@link CosineAnnealingLR} as a schedule: the pure function of step and base rate. */
export function cosineAnnealingLR({ tMax, etaMin = 0 }: CosineAnnealingOptions): Schedule {
  positive("CosineAnnealingLR", "tMax", tMax);
  notNegative("CosineAnnealingLR", "etaMin", etaMin);
  const between = (step: number, high: number, low: number): number => {
    const inPeriod = step % (2 * tMax);
    const down = inPeriod > tMax ? 2 * tMax - inPeriod : inPeriod;
    return mix(easings.cosine, high, low, down / tMax, (tMax - down) / tMax);
  };
  const schedule = define(
    {
      spec: { type: "CosineAnnealingLR", tMax, etaMin },
      steps: tMax,
      phases: [{ name: "decay", start: 0, steps: tMax }],
      continues: true,
    },
    (step, base) => between(step, base, etaMin),
  );
  return moving(schedule, {
    // Scales what is above etaMin; from the lowest point, where nothing is, it adds what it would by itself.
    change: (step, base, rate) => {
      if (step === 0) return rate;
      const before = between(step - 1, 1, 0);
      const now = between(step, 1, 0);
      return before === 0 ? rate + (base - etaMin) * now : etaMin + (rate - etaMin) * (now / before);
    },
  });
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
