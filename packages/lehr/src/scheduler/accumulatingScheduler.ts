import { positiveInteger } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import type { Optimizer } from "./optimizer.js";
import type { Plan } from "./plan.js";
import { Scheduler } from "./scheduler.js";
import type { LoadOptions, SchedulerState } from "./state.js";

/** Options of {@link AccumulatingScheduler}. */
export interface AccumulateOptions {
  /** How many micro-batches make one update. A positive integer. */
  readonly accumulate: number;
}

/**
 * A scheduler for updates of several micro-batches. It still counts updates; `microBatch()` counts the
 * batches and says when an update is due, and `step()` refuses to be called at any other time.
 *
 * @throws LehrError BAD_VALUE as {@link Scheduler}, or when `accumulate` is not a positive integer.
 * @example
 * import { AccumulatingScheduler, linear } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 1 }] };
 * const scheduler = new AccumulatingScheduler(optimizer, linear({ steps: 4 }), { accumulate: 2 });
 * for (let batch = 0; batch < 6; batch++) {
 *   // compute the gradients of the batch and add them up
 *   if (!scheduler.microBatch()) continue;
 *   // optimizer.step()
 *   scheduler.step();
 * }
 * scheduler.stepsDone; // => 3
 */
export class AccumulatingScheduler extends Scheduler {
  readonly accumulate: number;
  #microBatches = 0;

  constructor(optimizer: Optimizer, schedule: Schedule | Plan, { accumulate }: AccumulateOptions) {
    positiveInteger("AccumulatingScheduler", "accumulate", accumulate);
    super(optimizer, schedule);
    this.accumulate = accumulate;
  }

  /**
   * Call it after the gradients of every micro-batch. True when this was the last one of its update: now
   * the optimizer makes it, and `step()` or `skip()` follows. `last` ends an update early, as at the end of
   * an epoch.
   *
   * @throws LehrError BAD_VALUE when the update is due and neither `step()` nor `skip()` came.
   */
  microBatch({ last = false }: { readonly last?: boolean } = {}): boolean {
    if (this.#microBatches === this.accumulate) {
      throw new LehrError(
        "BAD_VALUE",
        "microBatch: the update is due; call step() after optimizer.step(), or skip() when it was skipped",
      );
    }
    this.#microBatches = last ? this.accumulate : this.#microBatches + 1;
    return this.#microBatches === this.accumulate;
  }

  /** @throws LehrError BAD_VALUE when the update has not had all its micro-batches. */
  override step(): void {
    this.#checkDue("step");
    this.#microBatches = 0;
    super.step();
  }

  /** @throws LehrError BAD_VALUE when the update has not had all its micro-batches. */
  override skip(): void {
    this.#checkDue("skip");
    this.#microBatches = 0;
    super.skip();
  }

  override stateDict(): SchedulerState {
    const state = super.stateDict();
    return this.#microBatches === 0 ? state : { ...state, microBatches: this.#microBatches };
  }

  override loadStateDict(state: SchedulerState, options?: LoadOptions): void {
    const { microBatches = 0 } = state ?? {};
    if (!Number.isSafeInteger(microBatches) || microBatches < 0 || microBatches > this.accumulate) {
      throw new LehrError(
        "BAD_STATE",
        `loadStateDict: the state is ${microBatches} micro-batches into an update that takes ${this.accumulate} here`,
      );
    }
    super.loadStateDict(state, options);
    this.#microBatches = microBatches;
  }

  #checkDue(call: string): void {
    if (this.#microBatches === this.accumulate) return;
    throw new LehrError(
      "BAD_VALUE",
      `${call}: ${this.#microBatches} of ${this.accumulate} micro-batches are done; call microBatch() after each, and ${call}() when it has said true`,
    );
  }
}
