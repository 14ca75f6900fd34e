import { known, notNegative, oneOf } from "../../check.js";
import { easings, mix } from "../../easings.js";
import { LehrError } from "../../error.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { moving } from "./motion.js";
import { perGroup, type Listed } from "./perGroup.js";
import { RecursiveScheduler } from "./recursiveScheduler.js";
import type { TorchOptions } from "./torchScheduler.js";

/** PyTorch's `swa_lr`, `anneal_epochs` and `anneal_strategy`. */
export interface SWALROptions {
  /** The rate to which it leads and at which it stays, absolute. A list in {@link SWALR} has one a group. */
  readonly swaLr: number;
  /** How many steps it takes; 0 for at once. A whole number; default 10. */
  readonly annealEpochs?: number;
  /** The curve. Default `cos`. */
  readonly annealStrategy?: "cos" | "linear";
}

/** {@link SWALR} from the base rate on, as a schedule: the pure function of step and base rate. */
export function swaLR(options: SWALROptions): Schedule {
  const {
    swaLr,
    annealEpochs = 10,
    annealStrategy = "cos",
  } = known("SWALR", options, "swaLr, annealEpochs, annealStrategy, lastEpoch");
  notNegative("SWALR", "swaLr", swaLr);
  if (!Number.isSafeInteger(annealEpochs) || annealEpochs < 0) {
    throw new LehrError("BAD_VALUE", `SWALR: annealEpochs must be a whole number ≥ 0, got ${annealEpochs}`);
  }
  oneOf("SWALR", "annealStrategy", annealStrategy, ["cos", "linear"]);
  const ease = annealStrategy === "cos" ? easings.cosine : easings.linear;
  const rest = (step: number): number => (step >= annealEpochs ? 0 : (annealEpochs - step) / annealEpochs);
  const schedule = define(
    {
      spec: { type: "SWALR", swaLr, annealEpochs, annealStrategy },
      steps: annealEpochs,
      phases: [{ name: "decay", start: 0, steps: annealEpochs }],
      absolute: true,
    },
    (step, base) => mix(ease, base, swaLr, annealEpochs === 0 ? 1 : step / annealEpochs, rest(step)),
  );
  // The same part of what is left to go as from the base rate, whatever rate it is on.
  const change = (step: number, _: number, rate: number): number => {
    if (step === 0 && annealEpochs > 0) return rate;
    if (step >= annealEpochs) return swaLr;
    return swaLr + (rate - swaLr) * (ease.rest(rest(step)) / ease.rest(rest(step - 1)));
  };
  return moving(schedule, { change, takeOver: (base, rate) => change(0, base, rate) });
}

/**
 * PyTorch's `SWALR`, for stochastic weight averaging: leads each group from the rate that stands in it at
 * the first `step()` to `swaLr` in `annealEpochs` steps, and stays there. Another scheduler may have driven
 * the group until then, also one that was built after it. Inside a `SequentialLR` it goes on from the rate
 * that it finds.
 *
 * Izmailov et al., Averaging Weights Leads to Wider Optima and Better Generalization (2018).
 *
 * @throws LehrError BAD_VALUE for a negative rate, `annealEpochs` that are not a whole number, a list that
 * is not as long as there are groups, or a bad optimizer.
 * @example
 * import { SWALR } from "lehr";
 * const options = { swaLr: 0.05, annealEpochs: 2, annealStrategy: "linear" };
 * const scheduler = new SWALR({ paramGroups: [{ lr: 0.25 }] }, options);
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.15000000000000002]
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.05]
 */
export class SWALR extends RecursiveScheduler {
  constructor(optimizer: Optimizer, options: Listed<SWALROptions, "swaLr"> & TorchOptions) {
    super(optimizer, perGroup("SWALR", optimizer, options, ["swaLr"], swaLR), options);
  }
}
