import { LehrError } from "../error.js";
import type { Schedule, ScheduleSpec } from "../schedule.js";
import { diff } from "../diff.js";
import type { Optimizer } from "./optimizer.js";

/** The state of a scheduler: how far it is, and the schedule it belongs to. Plain JSON. */
export interface SchedulerState {
  /** The number of updates done, which is the step that the next update uses. */
  readonly step: number;
  /** The schedule's spec: checked when the state is loaded, never obeyed. */
  readonly spec: ScheduleSpec;
}

/**
 * Writes a schedule's rate into every parameter group of an optimizer: at once, and after every `step()`.
 *
 * A group's base rate is its `initialLr`, set from `lr` when a scheduler first meets the group; groups that
 * are added later are scheduled from then on. The rate is always schedule(step, base), whatever rate stands
 * in the group, so the order of building and loading never matters.
 *
 * @example
 * import { cosine, Scheduler } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1 }] };
 * const scheduler = new Scheduler(optimizer, cosine({ steps: 100 }));
 * scheduler.step();
 * optimizer.paramGroups[0].lr.toFixed(6); // => "0.099975"
 */
export class Scheduler {
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  #step = 0;

  /** @throws LehrError BAD_VALUE when the optimizer has no parameter groups or a rate that is not a number ≥ 0. */
  constructor(optimizer: Optimizer, schedule: Schedule) {
    const groups: unknown = (optimizer as Partial<Optimizer> | null)?.paramGroups;
    if (!Array.isArray(groups) || groups.length === 0) {
      throw new LehrError(
        "BAD_VALUE",
        `${schedule.spec.type}: the optimizer must have paramGroups, a list of { lr }; for an engine without them use its adapter`,
      );
    }
    for (const [index, group] of optimizer.paramGroups.entries()) {
      const base = group.initialLr ?? group.lr;
      if (!Number.isFinite(base) || base < 0) {
        throw new LehrError(
          "BAD_VALUE",
          `${schedule.spec.type}: paramGroups[${index}].lr must be a finite number ≥ 0, got ${base}`,
        );
      }
    }
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.apply();
  }

  /** How many updates are done; the rates in the groups are those of the update with this number. */
  get stepsDone(): number {
    return this.#step;
  }

  /** Call it after every update of the optimizer: writes the rate of the next one. */
  step(): void {
    this.moveTo(this.#step + 1);
  }

  /** The rate that stands in each group: what the next update will use. */
  getLastLR(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** A copy of the state, as JSON. The base rates are the optimizer's (`initialLr` in its groups). */
  stateDict(): SchedulerState {
    return { step: this.#step, spec: this.schedule.spec };
  }

  /**
   * Goes on from a saved state, and writes its rates.
   *
   * @throws LehrError BAD_STATE when it is no such state, SCHEDULE_MISMATCH with the differences when it
   * was saved under another schedule. Nothing changes then.
   */
  loadStateDict(state: SchedulerState): void {
    const { step, spec } = (state ?? {}) as Partial<SchedulerState>;
    if (typeof step !== "number" || !(step >= 0 && step < Infinity) || typeof spec !== "object") {
      throw new LehrError(
        "BAD_STATE",
        `loadStateDict: needs { step, spec } as stateDict() gives it, got ${JSON.stringify(state)}`,
      );
    }
    const differences = diff(spec, this.schedule.spec);
    if (differences.length > 0) {
      throw new LehrError(
        "SCHEDULE_MISMATCH",
        `loadStateDict: the state was saved under another schedule (saved → mine):\n  ${differences.join("\n  ")}`,
      );
    }
    this.moveTo(step);
  }

  /** Sets the counter and writes the rates. */
  protected moveTo(step: number): void {
    this.#step = step;
    this.apply();
  }

  private apply(): void {
    const groups = this.optimizer.paramGroups;
    const schedule = this.schedule;
    for (let index = 0; index < groups.length; index++) {
      const group = groups[index]!;
      group.initialLr ??= group.lr;
      group.lr = schedule(this.#step, group.initialLr);
    }
  }
}
