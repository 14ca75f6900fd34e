import { LehrError } from "../../error.js";
import type { ParamGroup } from "../optimizer.js";
import type { LoadOptions, SchedulerState } from "../state.js";
import { motionOf } from "./motion.js";
import { GroupedScheduler } from "./groupedScheduler.js";

/** The state of a scheduler that goes on from the rates that stand in the groups. */
export interface RecursiveState extends SchedulerState {
  /** The rate of each group. */
  readonly rates: readonly number[];
}

/**
 * A scheduler whose rate is its state: each update changes the rate that stands in the group, whoever wrote
 * it. The rates are saved with the counter, and loading writes them. `seek` computes them anew, from the
 * base rates.
 */
export class RecursiveScheduler extends GroupedScheduler {
  /**
   * Call it after every update or epoch: changes the rates that stand in the groups. It takes no epoch, for
   * there is no going elsewhere without the rate from which to go on.
   *
   * @throws LehrError BAD_VALUE when it gets one.
   */
  override step(epoch?: undefined): void {
    if (epoch !== undefined) {
      throw new LehrError(
        "BAD_VALUE",
        `${this.schedule.spec.type}: step takes no epoch, because its rate depends on the one before; got ${String(epoch)}`,
      );
    }
    super.step();
  }

  /** A copy of the state, as JSON: the counter, the spec and the rates. */
  override stateDict(): RecursiveState {
    return { ...super.stateDict(), rates: this.getLastLR() };
  }

  /**
   * Goes on from a saved state, and writes its rates. Under `keep`, which is about another schedule, the
   * rates are computed anew from the base rates.
   *
   * @throws LehrError BAD_STATE when it is no such state, SCHEDULE_MISMATCH with the differences when it
   * was saved under other options. Nothing changes then.
   */
  override loadStateDict(state: RecursiveState, options?: LoadOptions): void {
    if (options !== undefined) return super.loadStateDict(state, options);
    const rates: unknown = (state as Partial<RecursiveState> | null)?.rates;
    if (!Array.isArray(rates) || !rates.every((rate) => Number.isFinite(rate))) {
      throw new LehrError(
        "BAD_STATE",
        `loadStateDict: needs { step, spec, rates } as stateDict() gives it, got ${JSON.stringify(state)}`,
      );
    }
    super.loadStateDict(state);
    this.optimizer.paramGroups.forEach((group, index) => {
      group.lr = rates[index] ?? group.lr;
    });
  }

  protected override rateOf(group: ParamGroup, index: number, from: number | undefined): number {
    const step = this.stepsDone;
    const schedule = this.scheduleOf(index);
    const { change, takeOver } = motionOf(schedule);
    if (from !== undefined && step === from + 1) return change(step, group.initialLr!, group.lr);
    // One that goes on from the rate it finds does so when it is built, too.
    if (from === undefined && takeOver) return step === 0 ? change(0, group.initialLr!, group.lr) : group.lr;
    return schedule(step, group.initialLr);
  }
}
