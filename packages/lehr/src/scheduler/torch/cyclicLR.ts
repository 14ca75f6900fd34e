import { known, notNegative, oneOf, positive } from "../../check.js";
import { LehrError } from "../../error.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { GroupedScheduler } from "./groupedScheduler.js";
import { needMomentum } from "./momentum.js";
import { overwriting } from "./motion.js";
import { FUNCTION, perGroup, type Listed } from "./perGroup.js";
import type { TorchOptions } from "./torchScheduler.js";

/** PyTorch's options of `CyclicLR`. */
export interface CyclicLROptions {
  /** The lowest rate, absolute. */
  readonly baseLr: number;
  /** The highest rate, absolute. */
  readonly maxLr: number;
  /** How many steps the rate rises for. Above 0; default 2000. */
  readonly stepSizeUp?: number;
  /** How many it falls for. Above 0; default as many as it rises. */
  readonly stepSizeDown?: number;
  /** How the height changes: not, by half every cycle, or by `gamma` every step. Default `triangular`. */
  readonly mode?: "triangular" | "triangular2" | "exp_range";
  /** The factor of `exp_range`. At least 0; default 1. */
  readonly gamma?: number;
  /** The height by a function of one's own, instead of `mode`: of the cycle, from 1, or of the step. */
  readonly scaleFn?: (x: number) => number;
  /** What `scaleFn` is a function of. Default `cycle`. */
  readonly scaleMode?: "cycle" | "iterations";
  /** Whether the momentum (betas[0] where there are betas) moves against the rate. Default true. */
  readonly cycleMomentum?: boolean;
  /** The lowest momentum. Default 0.8. */
  readonly baseMomentum?: number;
  /** The highest momentum. Default 0.9. */
  readonly maxMomentum?: number;
}

/** {@link CyclicLR} as a schedule of step alone. A list of rates, one a group, is the class's. */
export function cyclicLR(options: CyclicLROptions): Schedule {
  known(
    "CyclicLR",
    options,
    "baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma, scaleFn, scaleMode, cycleMomentum, baseMomentum, maxMomentum, lastEpoch",
  );
  const where = "CyclicLR";
  const { baseLr, maxLr, stepSizeUp = 2000, mode = "triangular", gamma = 1, scaleFn } = options;
  const { stepSizeDown = stepSizeUp, scaleMode = "cycle", cycleMomentum = true } = options;
  const { baseMomentum = 0.8, maxMomentum = 0.9 } = options;
  notNegative(where, "baseLr", baseLr);
  notNegative(where, "maxLr", maxLr);
  positive(where, "stepSizeUp", stepSizeUp);
  positive(where, "stepSizeDown", stepSizeDown);
  oneOf(where, "mode", mode, ["triangular", "triangular2", "exp_range"]);
  notNegative(where, "gamma", gamma);
  if (scaleFn !== undefined && typeof scaleFn !== "function") {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: scaleFn must be a function, got ${JSON.stringify(scaleFn)}; no file can hold one, use mode or build it in code`,
    );
  }
  oneOf(where, "scaleMode", scaleMode, ["cycle", "iterations"]);
  notNegative(where, "baseMomentum", baseMomentum);
  notNegative(where, "maxMomentum", maxMomentum);

  const period = stepSizeUp + stepSizeDown;
  const height = (cycle: number, step: number): number => {
    if (scaleFn) return scaleFn(scaleMode === "cycle" ? cycle : step);
    return mode === "triangular" ? 1 : mode === "triangular2" ? 0.5 ** (cycle - 1) : gamma ** step;
  };
  /** How far it is from the low end to the high one. */
  const risen = (step: number): number => {
    const local = step % period;
    const part = local <= stepSizeUp ? local / stepSizeUp : (period - local) / stepSizeDown;
    return part * height(1 + Math.floor(step / period), step);
  };
  const schedule = define(
    {
      spec: {
        type: where,
        baseLr,
        maxLr,
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        ...(scaleFn ? { scaleFn: FUNCTION, scaleMode } : {}),
        cycleMomentum,
        ...(cycleMomentum ? { baseMomentum, maxMomentum } : {}),
      },
      steps: Infinity,
      phases: [
        { name: "warmup", start: 0, steps: stepSizeUp },
        { name: "cycles", start: stepSizeUp, steps: Infinity },
      ],
      absolute: true,
    },
    (step) => baseLr + (maxLr - baseLr) * risen(step),
  );
  const momentum = (step: number): number => maxMomentum - (maxMomentum - baseMomentum) * risen(step);
  return overwriting(schedule, cycleMomentum ? momentum : undefined);
}

/** Which of its options may be a list with one value for each group. */
const LISTS = ["baseLr", "maxLr", "baseMomentum", "maxMomentum"] as const;

/**
 * PyTorch's `CyclicLR`: straight lines from `baseLr` to `maxLr` in `stepSizeUp` steps and back in
 * `stepSizeDown`, for ever: baseLr + (maxLr − baseLr)·part·height. The momentum goes the other way.
 *
 * A group that no scheduler met before gets `baseLr` as its base rate, as in PyTorch; otherwise the group's
 * own rate plays no part.
 *
 * Smith, Cyclical Learning Rates (2017).
 *
 * @throws LehrError BAD_VALUE for numbers outside of what the options say, a list that is not as long as
 * there are groups, a group without a momentum to cycle, or a bad optimizer.
 * @example
 * import { CyclicLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1, momentum: 0.9 }] };
 * const scheduler = new CyclicLR(optimizer, { baseLr: 0.125, maxLr: 0.375, stepSizeUp: 2 });
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.25]
 * optimizer.paramGroups[0].momentum.toFixed(2); // => "0.85"
 */
export class CyclicLR extends GroupedScheduler {
  constructor(optimizer: Optimizer, options: Listed<CyclicLROptions, (typeof LISTS)[number]> & TorchOptions) {
    const schedules = perGroup("CyclicLR", optimizer, options, LISTS, cyclicLR);
    if (options.cycleMomentum !== false) needMomentum("CyclicLR", optimizer);
    const { baseLr } = options;
    const isNew = optimizer.paramGroups.map((group) => group.initialLr === undefined);
    super(optimizer, schedules, options);
    optimizer.paramGroups.forEach((group, index) => {
      if (isNew[index]) group.initialLr = typeof baseLr === "number" ? baseLr : baseLr[index]!;
    });
  }
}
