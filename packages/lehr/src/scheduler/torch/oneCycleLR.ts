import { known, notNegative, oneOf, positive, positiveInteger } from "../../check.js";
import { easings, mix } from "../../easings.js";
import { LehrError } from "../../error.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer, ParamGroup } from "../optimizer.js";
import { GroupedScheduler } from "./groupedScheduler.js";
import { needMomentum } from "./momentum.js";
import { overwriting } from "./motion.js";
import { perGroup, type Listed } from "./perGroup.js";
import type { TorchOptions } from "./torchScheduler.js";

/** PyTorch's options of `OneCycleLR`. */
export interface OneCycleLROptions {
  /** The highest rate, absolute; the group's own rate plays no part. */
  readonly maxLr: number;
  /** The length of the cycle; without it, `epochs` and `stepsPerEpoch`. A positive integer. */
  readonly totalSteps?: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  /** The part of the cycle in which the rate rises, from 0 to below 1. Default 0.3. */
  readonly pctStart?: number;
  /** The curve. Default `cos`. */
  readonly annealStrategy?: "cos" | "linear";
  /** Whether the momentum (betas[0] where there are betas) moves against the rate. Default true. */
  readonly cycleMomentum?: boolean;
  /** The lowest momentum. Default 0.85. */
  readonly baseMomentum?: number;
  /** The highest momentum. Default 0.95. */
  readonly maxMomentum?: number;
  /** The first rate is maxLr/divFactor. Above 0; default 25. */
  readonly divFactor?: number;
  /** The last rate is the first/finalDivFactor. Above 0; default 10,000. */
  readonly finalDivFactor?: number;
  /** Falls back to the first rate as fast as it rose, and only then on to the last. Default false. */
  readonly threePhase?: boolean;
}

/** A stretch of the cycle: the step at which it ends, and what it leads to. */
interface Stretch {
  readonly end: number;
  readonly rate: number;
  readonly momentum: number;
}

/** {@link OneCycleLR} as a schedule of step alone. A list of rates, one a group, is the class's. */
export function oneCycleLR(options: OneCycleLROptions): Schedule {
  known(
    "OneCycleLR",
    options,
    "maxLr, totalSteps, epochs, stepsPerEpoch, pctStart, annealStrategy, divFactor, finalDivFactor, threePhase, cycleMomentum, baseMomentum, maxMomentum, lastEpoch",
  );
  const where = "OneCycleLR";
  const { maxLr, pctStart = 0.3, annealStrategy = "cos", cycleMomentum = true } = options;
  const { baseMomentum = 0.85, maxMomentum = 0.95, divFactor = 25, finalDivFactor = 1e4 } = options;
  const { threePhase = false } = options;
  notNegative(where, "maxLr", maxLr);
  const steps = totalStepsOf(options);
  if (!(pctStart >= 0 && pctStart < 1) || pctStart * steps === 1) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: pctStart must be a number from 0 to below 1 that gives the first phase a length (pctStart·totalSteps may not be 1), got ${pctStart} of ${steps} steps`,
    );
  }
  oneOf(where, "annealStrategy", annealStrategy, ["cos", "linear"]);
  notNegative(where, "baseMomentum", baseMomentum);
  notNegative(where, "maxMomentum", maxMomentum);
  positive(where, "divFactor", divFactor);
  positive(where, "finalDivFactor", finalDivFactor);

  const first = maxLr / divFactor;
  const last = steps - 1;
  const begin: Stretch = { end: 0, rate: first, momentum: maxMomentum };
  const turn: Stretch = { end: pctStart * steps - 1, rate: maxLr, momentum: baseMomentum };
  const back: Stretch = { end: 2 * pctStart * steps - 2, rate: first, momentum: maxMomentum };
  const stop: Stretch = { end: last, rate: first / finalDivFactor, momentum: maxMomentum };
  const stretches = threePhase ? [turn, back, stop] : [turn, stop];
  const ease = annealStrategy === "cos" ? easings.cosine : easings.linear;
  const at = (step: number, what: "rate" | "momentum"): number => {
    const now = Math.min(step, last);
    const index = stretches.findIndex(({ end }) => now <= end);
    const [from, to] = [stretches[index - 1] ?? begin, stretches.at(index)!];
    const length = to.end - from.end;
    return mix(ease, from[what], to[what], (now - from.end) / length, (to.end - now) / length);
  };
  const rise = Math.max(0, turn.end);
  const schedule = define(
    {
      spec: {
        type: where,
        maxLr,
        totalSteps: steps,
        pctStart,
        annealStrategy,
        cycleMomentum,
        ...(cycleMomentum ? { baseMomentum, maxMomentum } : {}),
        divFactor,
        finalDivFactor,
        threePhase,
      },
      steps: last,
      phases: [
        { name: "warmup", start: 0, steps: rise },
        { name: "decay", start: rise, steps: last - rise },
      ],
      absolute: true,
    },
    (step) => at(step, "rate"),
  );
  return overwriting(schedule, cycleMomentum ? (step) => at(step, "momentum") : undefined);
}

function totalStepsOf({ totalSteps, epochs, stepsPerEpoch }: OneCycleLROptions): number {
  if (totalSteps !== undefined) return positiveInteger("OneCycleLR", "totalSteps", totalSteps);
  if (epochs === undefined || stepsPerEpoch === undefined) {
    throw new LehrError("BAD_VALUE", "OneCycleLR: needs totalSteps, or epochs and stepsPerEpoch");
  }
  positiveInteger("OneCycleLR", "epochs", epochs);
  return epochs * positiveInteger("OneCycleLR", "stepsPerEpoch", stepsPerEpoch);
}

/** Which of its options may be a list with one value for each group. */
const LISTS = ["maxLr", "baseMomentum", "maxMomentum"] as const;

/**
 * PyTorch's `OneCycleLR`: from maxLr/divFactor up to `maxLr` in the first `pctStart` of the steps, then down
 * to maxLr/divFactor/finalDivFactor at step totalSteps − 1, the momentum the other way. The last rate stays,
 * where PyTorch rises (or goes below 0) for one step and then fails.
 *
 * Writes `maxLr` into the groups, as PyTorch does, so that a later `lastEpoch` can tell whose state it is.
 *
 * Smith & Topin, Super-Convergence (2018).
 *
 * @throws LehrError BAD_VALUE without a length, for numbers outside of what the options say, a list that is
 * not as long as there are groups, a group without a momentum to cycle, or a bad optimizer; with
 * `lastEpoch`, for groups that another `maxLr` or none drove before.
 * @example
 * import { OneCycleLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1, momentum: 0.9 }] };
 * const scheduler = new OneCycleLR(optimizer, { maxLr: 0.5, totalSteps: 10 });
 * scheduler.getLastLR(); // => [0.02]
 * scheduler.step();
 * scheduler.step();
 * optimizer.paramGroups[0]; // => { lr: 0.5, momentum: 0.85, initialLr: 0.1, maxLr: 0.5 }
 */
export class OneCycleLR extends GroupedScheduler {
  constructor(
    optimizer: Optimizer,
    options: Listed<OneCycleLROptions, (typeof LISTS)[number]> & TorchOptions,
  ) {
    const schedules = perGroup("OneCycleLR", optimizer, options, LISTS, oneCycleLR);
    if (options.cycleMomentum !== false) needMomentum("OneCycleLR", optimizer);
    const { maxLr, lastEpoch = -1 } = options;
    optimizer.paramGroups.forEach((group: ParamGroup & { maxLr?: number }, index) => {
      const own = typeof maxLr === "number" ? maxLr : maxLr[index]!;
      if (lastEpoch >= 0 && group.maxLr !== own) {
        throw new LehrError(
          "BAD_VALUE",
          `OneCycleLR: paramGroups[${index}].maxLr must be ${own} when lastEpoch is ${lastEpoch}, got ${group.maxLr}; load the optimizer's state before`,
        );
      }
    });
    super(optimizer, schedules, options);
    optimizer.paramGroups.forEach((group, index) => {
      Object.assign(group, { maxLr: typeof maxLr === "number" ? maxLr : maxLr[index] });
    });
  }
}
