import { LehrError } from "../../error.js";
import type { Schedule, ScheduleSpec } from "../../schedule.js";
import type { Optimizer, ParamGroup } from "../optimizer.js";
import type { Plan, PlanRun } from "../plan.js";
import { Scheduler } from "../scheduler.js";
import { writeMomentum } from "./momentum.js";
import { motionOf } from "./motion.js";

/** What every PyTorch-named scheduler takes besides its own options. */
export interface TorchOptions {
  /**
   * The last epoch that is done; the next rate is that of `lastEpoch + 1`. Default −1: from the beginning.
   * Above that, every group must have its `initialLr`, as an optimizer whose state was loaded has.
   */
  readonly lastEpoch?: number;
}

/** A scheduler under PyTorch's name: starts where `lastEpoch` says, and can be told which epoch comes next. */
export class TorchScheduler extends Scheduler {
  readonly #own: OwnPlan | undefined;

  /**
   * @param schedules one for all groups, or a list with one for each: groups that are added later follow the
   * last. Momenta are written only for a list.
   * @throws LehrError BAD_VALUE for a bad optimizer or `lastEpoch`.
   */
  constructor(
    optimizer: Optimizer,
    schedules: Schedule | readonly [Schedule, ...Schedule[]],
    { lastEpoch = -1 }: TorchOptions,
  ) {
    const first = typeof schedules === "function" ? schedules : schedules[0];
    const name = first.spec.type;
    if (!Number.isSafeInteger(lastEpoch) || lastEpoch < -1) {
      throw new LehrError("BAD_VALUE", `${name}: lastEpoch must be a whole number ≥ -1, got ${lastEpoch}`);
    }
    if (lastEpoch >= 0) {
      const missing = optimizer.paramGroups.findIndex((group) => group.initialLr === undefined);
      if (missing >= 0) {
        throw new LehrError(
          "BAD_VALUE",
          `${name}: paramGroups[${missing}].initialLr must be there when lastEpoch is ${lastEpoch}; load the optimizer's state before, or leave lastEpoch out to start from the beginning`,
        );
      }
    }
    const own = typeof schedules === "function" ? undefined : new OwnPlan(schedules);
    super(optimizer, own ?? first);
    this.#own = own;
    if (lastEpoch >= 0) super.moveTo(lastEpoch + 1);
    this.#write();
  }

  /** The schedule of group `index`. */
  scheduleOf(index: number): Schedule {
    const all = this.#own?.schedules;
    return all?.[Math.min(index, all.length - 1)] ?? this.schedule;
  }

  /**
   * Call it after every update or epoch: writes the next rate. With `epoch`, goes to that epoch instead,
   * fractions included.
   *
   * @throws LehrError BAD_VALUE for an epoch that is not a finite number ≥ 0.
   */
  override step(epoch?: number): void {
    if (epoch === undefined) return super.step();
    if (!Number.isFinite(epoch) || epoch < 0) {
      throw new LehrError(
        "BAD_VALUE",
        `${this.schedule.spec.type}: epoch must be a finite number ≥ 0, got ${epoch}`,
      );
    }
    this.moveTo(epoch);
  }

  protected override moveTo(step: number): void {
    const from = this.stepsDone;
    super.moveTo(step);
    this.#write(from);
  }

  /** The rate of a group at the step that it has come to, from another one or as it is built. */
  protected rateOf(group: ParamGroup, index: number, _from: number | undefined): number {
    return this.scheduleOf(index)(this.stepsDone, group.initialLr);
  }

  /** What the base class does not: a schedule for each group, and momenta. */
  #write(from?: number): void {
    // After loadStateDict(…, { keep: "saved" }) it follows another schedule.
    if (this.#own === undefined || this.schedule !== this.#own.schedule) return;
    this.optimizer.paramGroups.forEach((group, index) => {
      group.lr = this.rateOf(group, index, from);
      writeMomentum(group, motionOf(this.scheduleOf(index)).momentum?.(this.stepsDone));
    });
  }
}

/** Tells the base class what is followed and leaves the writing to {@link TorchScheduler}. */
class OwnPlan implements Plan {
  readonly spec: ScheduleSpec;
  readonly schedule: Schedule;
  readonly schedules: readonly Schedule[];

  constructor(schedules: readonly [Schedule, ...Schedule[]]) {
    this.schedules = schedules;
    this.schedule = schedules[0];
    this.spec = schedules[0].spec;
  }

  start(): PlanRun {
    const nothing = (): void => {};
    return { factor: 1, write: nothing, observe: refuseMetric, state: () => ({}), load: nothing };
  }
}

function refuseMetric(): never {
  throw new LehrError(
    "BAD_VALUE",
    "observe: PyTorch's schedulers have no metric rule; use ReduceLROnPlateau",
  );
}
