import { notNegative } from "../../check.js";
import { LehrError } from "../../error.js";
import type { Schedule } from "../../schedule.js";
import { assertGroups, type Optimizer } from "../optimizer.js";
import type { Plan } from "../plan.js";
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
  /** @throws LehrError BAD_VALUE for a bad optimizer or `lastEpoch`. */
  constructor(optimizer: Optimizer, schedule: Schedule | Plan, { lastEpoch = -1 }: TorchOptions) {
    const name = schedule.spec.type;
    if (lastEpoch !== -1) {
      notNegative(name, "lastEpoch", lastEpoch);
      assertGroups(name, optimizer);
      const missing = optimizer.paramGroups.findIndex((group) => group.initialLr === undefined);
      if (missing >= 0) {
        throw new LehrError(
          "BAD_VALUE",
          `${name}: paramGroups[${missing}].initialLr must be there when lastEpoch is ${lastEpoch}; load the optimizer's state before`,
        );
      }
    }
    super(optimizer, schedule);
    if (lastEpoch !== -1) super.moveTo(lastEpoch + 1);
  }

  /**
   * Call it after every update or epoch: writes the next rate. With `epoch`, goes to that epoch instead,
   * fractions included.
   *
   * @throws LehrError BAD_VALUE for an epoch that is not a finite number ≥ 0.
   */
  override step(epoch?: number): void {
    if (epoch === undefined) super.step();
    else this.moveTo(notNegative(this.schedule.spec.type, "epoch", epoch));
  }
}
