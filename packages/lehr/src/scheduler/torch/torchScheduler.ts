import { LehrError } from "../../error.js";
import type { Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { Scheduler } from "../scheduler.js";

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
  constructor(optimizer: Optimizer, schedule: Schedule, { lastEpoch = -1 }: TorchOptions) {
    const name = schedule.spec.type;
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
    super(optimizer, schedule);
    if (lastEpoch >= 0) this.moveTo(lastEpoch + 1);
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
}
