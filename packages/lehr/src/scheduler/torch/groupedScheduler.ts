import { LehrError } from "../../error.js";
import type { Schedule, ScheduleSpec } from "../../schedule.js";
import type { Optimizer, ParamGroup } from "../optimizer.js";
import type { Plan, PlanRun } from "../plan.js";
import { writeMomentum } from "./momentum.js";
import { motionOf } from "./motion.js";
import { TorchScheduler, type TorchOptions } from "./torchScheduler.js";

/** A scheduler under PyTorch's name with a schedule for each group, which may move momenta too. */
export class GroupedScheduler extends TorchScheduler {
  readonly #plan: GroupPlan;

  /**
   * @param schedules one for all groups or one for each; groups that are added later follow the last.
   * @throws LehrError BAD_VALUE for a bad optimizer or `lastEpoch`.
   */
  constructor(
    optimizer: Optimizer,
    schedules: readonly [Schedule, ...Schedule[]],
    options: TorchOptions = {},
  ) {
    const plan = new GroupPlan(schedules);
    super(optimizer, plan, options);
    this.#plan = plan;
    this.#write();
  }

  /** The schedule of group `index`. */
  scheduleOf(index: number): Schedule {
    const all = this.#plan.schedules;
    return all[Math.min(index, all.length - 1)]!;
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

  #write(from?: number): void {
    // After loadStateDict(…, { keep: "saved" }) the base class follows another schedule.
    if (this.schedule !== this.#plan.schedule) return;
    this.optimizer.paramGroups.forEach((group, index) => {
      group.lr = this.rateOf(group, index, from);
      writeMomentum(group, motionOf(this.scheduleOf(index)).momentum?.(this.stepsDone));
    });
  }
}

/** Tells the base class what is followed and leaves the writing to {@link GroupedScheduler}. */
class GroupPlan implements Plan {
  readonly schedules: readonly Schedule[];
  readonly schedule: Schedule;
  readonly spec: ScheduleSpec;

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
