import { diff } from "../../diff.js";
import { notNegative, oneOf } from "../../check.js";
import { LehrError } from "../../error.js";
import type { ScheduleSpec } from "../../schedule.js";
import { assertGroups, type Optimizer } from "../optimizer.js";
import type { PerGroup } from "./perGroup.js";

/** PyTorch's options of `ReduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions {
  /** Whether a better metric is lower (`min`) or higher (`max`). Default `min`. */
  readonly mode?: "min" | "max";
  /** What the rates are multiplied by, from 0 to below 1. Default 0.1. */
  readonly factor?: number;
  /** How many bad epochs in a row are let pass; the next one reduces. A whole number; default 10. */
  readonly patience?: number;
  /** How much better a metric must be to count. At least 0; default 1e-4. */
  readonly threshold?: number;
  /** Whether `threshold` is a part of the best metric (`rel`) or a difference (`abs`). Default `rel`. */
  readonly thresholdMode?: "rel" | "abs";
  /** How many epochs after a reduction are not counted as bad. A whole number; default 0. */
  readonly cooldown?: number;
  /** The lowest rate, absolute, or one for each group. Default 0. */
  readonly minLr?: PerGroup<number>;
  /** A reduction by no more than this is left out. Default 1e-8. */
  readonly eps?: number;
}

/** The state of a plateau scheduler. Plain JSON, so an infinite best is a word. */
export interface PlateauState {
  /** How many metrics it has seen. */
  readonly step: number;
  readonly spec: ScheduleSpec;
  /** The rate of each group. */
  readonly rates: readonly number[];
  readonly best: number | "Infinity" | "-Infinity";
  readonly badEpochs: number;
  readonly cooldownLeft: number;
}

/**
 * PyTorch's `ReduceLROnPlateau`: multiplies the rates that stand in the groups by `factor` when the metric
 * has not become better for more than `patience` epochs.
 *
 * Better means below best − threshold·|best| (`rel`) or best − threshold (`abs`), above with `max`. A metric
 * that is not a number is a bad epoch. In the state, the best metric is a number or the word "Infinity" or
 * "-Infinity", which it is at first.
 *
 * @throws LehrError BAD_VALUE for numbers outside of what the options say, a list that is not as long as
 * there are groups, or a bad optimizer.
 * @example
 * import { ReduceLROnPlateau } from "lehr";
 * const scheduler = new ReduceLROnPlateau({ paramGroups: [{ lr: 0.4 }] }, { factor: 0.5, patience: 1 });
 * for (const loss of [3, 2, 2, 2]) scheduler.step(loss);
 * scheduler.getLastLR(); // => [0.2]
 */
export class ReduceLROnPlateau {
  readonly optimizer: Optimizer;
  /** The options, as the state holds them. */
  readonly spec: ScheduleSpec;
  readonly #options: Required<ReduceLROnPlateauOptions>;
  #step = 0;
  #best: number;
  #badEpochs = 0;
  #cooldownLeft = 0;

  constructor(optimizer: Optimizer, options: ReduceLROnPlateauOptions = {}) {
    const where = "ReduceLROnPlateau";
    assertGroups(where, optimizer);
    const { mode = "min", factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = "rel" } = options;
    const { cooldown = 0, minLr = 0, eps = 1e-8 } = options;
    oneOf(where, "mode", mode, ["min", "max"]);
    notNegative(where, "factor", factor);
    if (factor >= 1) {
      throw new LehrError("BAD_VALUE", `${where}: factor must be below 1 to reduce the rate, got ${factor}`);
    }
    notNegative(where, "threshold", threshold);
    oneOf(where, "thresholdMode", thresholdMode, ["rel", "abs"]);
    for (const [name, value] of Object.entries({ patience, cooldown })) {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new LehrError("BAD_VALUE", `${where}: ${name} must be a whole number ≥ 0, got ${value}`);
      }
    }
    const least = typeof minLr === "number" ? [minLr] : minLr;
    for (const rate of least) notNegative(where, "minLr", rate);
    if (typeof minLr !== "number" && minLr.length !== optimizer.paramGroups.length) {
      throw new LehrError(
        "BAD_VALUE",
        `${where}: minLr must have one value for each of the ${optimizer.paramGroups.length} paramGroups, got ${minLr.length}`,
      );
    }
    notNegative(where, "eps", eps);
    this.optimizer = optimizer;
    this.#options = { mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps };
    this.spec = { type: where, ...this.#options };
    this.#best = mode === "min" ? Infinity : -Infinity;
  }

  /** How many metrics it has seen. */
  get stepsDone(): number {
    return this.#step;
  }

  /**
   * Call it once an epoch with the epoch's metric: reduces the rates when it has been bad for too long.
   *
   * @throws LehrError BAD_VALUE for a metric that is not of type number; NaN and infinities are allowed.
   */
  step(metric: number): void {
    if (typeof metric !== "number") {
      throw new LehrError(
        "BAD_VALUE",
        `ReduceLROnPlateau: step needs the metric of the epoch, a number, got ${String(metric)}`,
      );
    }
    this.#step++;
    if (this.#isBetter(metric)) {
      this.#best = metric;
      this.#badEpochs = 0;
    } else {
      this.#badEpochs++;
    }
    if (this.#cooldownLeft > 0) {
      this.#cooldownLeft--;
      this.#badEpochs = 0;
    }
    if (this.#badEpochs > this.#options.patience) {
      this.#reduce();
      this.#cooldownLeft = this.#options.cooldown;
      this.#badEpochs = 0;
    }
  }

  /** The rate that stands in each group: what the next update will use. */
  getLastLR(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** A copy of the state, as JSON. */
  stateDict(): PlateauState {
    const best = this.#best;
    return {
      step: this.#step,
      spec: this.spec,
      rates: this.getLastLR(),
      best: Number.isFinite(best) ? best : best > 0 ? "Infinity" : "-Infinity",
      badEpochs: this.#badEpochs,
      cooldownLeft: this.#cooldownLeft,
    };
  }

  /**
   * Goes on from a saved state, and writes its rates.
   *
   * @throws LehrError BAD_STATE when it is no such state, SCHEDULE_MISMATCH with the differences when it
   * was saved under other options. Nothing changes then.
   */
  loadStateDict(state: PlateauState): void {
    const { step, spec, rates, best, badEpochs, cooldownLeft } = (state ?? {}) as Partial<PlateauState>;
    const counters = [step, badEpochs, cooldownLeft];
    if (
      !counters.every((value) => Number.isSafeInteger(value) && value! >= 0) ||
      typeof spec !== "object" ||
      !Array.isArray(rates) ||
      !rates.every((rate) => Number.isFinite(rate)) ||
      !(Number.isFinite(best) || best === "Infinity" || best === "-Infinity")
    ) {
      throw new LehrError(
        "BAD_STATE",
        `loadStateDict: needs { step, spec, rates, best, badEpochs, cooldownLeft } as stateDict() gives it, got ${JSON.stringify(state)}`,
      );
    }
    const differences = diff(spec, this.spec);
    if (differences.length > 0) {
      throw new LehrError(
        "SCHEDULE_MISMATCH",
        `loadStateDict: the state was saved under other options (saved → mine):\n  ${differences.join("\n  ")}`,
      );
    }
    this.#step = step!;
    this.#best = Number(best);
    this.#badEpochs = badEpochs!;
    this.#cooldownLeft = cooldownLeft!;
    this.optimizer.paramGroups.forEach((group, index) => {
      group.lr = (rates as readonly number[])[index] ?? group.lr;
    });
  }

  #isBetter(metric: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    const best = this.#best;
    const side = mode === "min" ? -1 : 1;
    // PyTorch's rel takes best·(1 − threshold) for every best, which is above a negative one: #47513.
    const bound =
      thresholdMode === "abs" ? best + side * threshold : best * (1 + side * threshold * Math.sign(best));
    return mode === "min" ? metric < bound : metric > bound;
  }

  #reduce(): void {
    const { factor, minLr, eps } = this.#options;
    this.optimizer.paramGroups.forEach((group, index) => {
      const least = typeof minLr === "number" ? minLr : (minLr[index] ?? minLr.at(-1)!);
      const reduced = Math.max(group.lr * factor, least);
      if (group.lr - reduced > eps) group.lr = reduced;
    });
  }
}
