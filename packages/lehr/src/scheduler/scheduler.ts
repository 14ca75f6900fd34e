import { notNegative } from "../check.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { assertGroups, type Optimizer } from "./optimizer.js";
import type { Plan, PlanRun } from "./plan.js";
import { checkSame, checkState, type LoadOptions, type SchedulerState } from "./state.js";

export type { SchedulerState } from "./state.js";

/**
 * Writes a schedule's rate into every parameter group of an optimizer: at once, and after every `step()`.
 *
 * A group's base rate is its `initialLr`, set from `lr` when a scheduler first meets the group; groups that
 * are added later are scheduled from then on. The rate is always schedule(step, base), whatever rate stands
 * in the group, so the order of building and loading never matters.
 *
 * The counter counts updates of the optimizer: for several micro-batches an update see
 * `AccumulatingScheduler`.
 *
 * @example
 * import { cosine, Scheduler } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.1 }] };
 * const scheduler = new Scheduler(optimizer, cosine({ steps: 100 }));
 * scheduler.step();
 * scheduler.used; // => [0.1]
 * scheduler.next[0].toFixed(6); // => "0.099975"
 */
export class Scheduler {
  readonly optimizer: Optimizer;
  #schedule: Schedule | Plan;
  #run: PlanRun | undefined;
  #step = 0;
  #skipped = 0;
  /** The rates of the last update; empty when there is none to tell about. */
  #used = new Float64Array();

  /**
   * @throws LehrError BAD_VALUE when the optimizer has no parameter groups, a rate that is not a number ≥ 0,
   * or not the groups that the plan names.
   */
  constructor(optimizer: Optimizer, schedule: Schedule | Plan) {
    assertGroups(schedule.spec.type, optimizer);
    this.optimizer = optimizer;
    this.#schedule = schedule;
    this.#run = this.#start(schedule);
    this.#apply();
  }

  /** What it follows; under a plan, what the groups follow that have no schedule of their own. */
  get schedule(): Schedule {
    return typeof this.#schedule === "function" ? this.#schedule : this.#schedule.schedule;
  }

  /** How many updates are done; the rates in the groups are those of the update with this number. */
  get stepsDone(): number {
    return this.#step;
  }

  /** How many updates the optimizer skipped; they count nowhere else. */
  get skipped(): number {
    return this.#skipped;
  }

  /** The rate that the last update used, for each group. Undefined before the first, and after a jump. */
  get used(): number[] | undefined {
    return this.#used.length > 0 ? [...this.#used] : undefined;
  }

  /** The rate that the next update will use, for each group. */
  get next(): number[] {
    return this.getLastLR();
  }

  /** What the metric rule of the plan multiplies every rate by; 1 without one. */
  get factor(): number {
    return this.#run?.factor ?? 1;
  }

  /** Call it after every update of the optimizer: writes the rate of the next one. */
  step(): void {
    const groups = this.optimizer.paramGroups;
    if (this.#used.length !== groups.length) this.#used = new Float64Array(groups.length);
    for (let index = 0; index < groups.length; index++) this.#used[index] = groups[index]!.lr;
    this.moveTo(this.#step + 1);
  }

  /** Call it instead of `step()` when the optimizer skipped its update, for an overflow: the rates stay. */
  skip(): void {
    this.#skipped++;
  }

  /**
   * Shows the plan's metric rule a measurement, whenever there is one: after an evaluation, an epoch, every
   * update. The rates of the next update follow at once.
   *
   * @throws LehrError BAD_VALUE for what is no number (NaN is one, and a bad one), or without a rule.
   */
  observe(metric: number): void {
    if (!this.#run) {
      throw new LehrError("BAD_VALUE", "observe: needs a plan with a rule");
    }
    this.#run.observe(metric, this.#step);
    this.#apply();
  }

  /** The rate that stands in each group: what the next update will use. */
  getLastLR(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /**
   * Goes to a step, forwards or back, and writes its rates. What a metric rule knows stays.
   *
   * @throws LehrError BAD_VALUE for a step that is not a finite number ≥ 0.
   */
  seek(step: number): void {
    this.moveTo(notNegative("seek", "step", step));
    this.#used = new Float64Array();
  }

  /** A copy of the state, as JSON. The base rates are the optimizer's (`initialLr` in its groups). */
  stateDict(): SchedulerState {
    return {
      step: this.#step,
      spec: this.#schedule.spec,
      ...(this.#skipped > 0 && { skipped: this.#skipped }),
      ...this.#run?.state(),
    };
  }

  /**
   * Goes on from a saved state, and writes its rates. When the schedules differ, `keep` says which wins.
   *
   * @throws LehrError BAD_STATE when it is no such state, SCHEDULE_MISMATCH with the differences when it
   * was saved under another schedule and nothing says which to keep. Nothing changes then.
   */
  loadStateDict(state: SchedulerState, options?: LoadOptions): void {
    checkState(state);
    const parse = options?.keep === "saved" ? options.parse : undefined;
    // Whatever is no clear choice is none.
    if (options?.keep !== "mine" && !parse) checkSame(state.spec, this.#schedule.spec);
    const kept = parse ? parse(state.spec) : this.#schedule;
    const run = this.#start(kept);
    run?.load(state);
    this.#schedule = kept;
    this.#run = run;
    this.#skipped = state.skipped ?? 0;
    this.seek(state.step);
  }

  /** Sets the counter and writes the rates. */
  protected moveTo(step: number): void {
    this.#step = step;
    this.#apply();
  }

  #start(schedule: Schedule | Plan): PlanRun | undefined {
    return typeof schedule === "function" ? undefined : schedule.start(this.optimizer.paramGroups);
  }

  #apply(): void {
    const groups = this.optimizer.paramGroups;
    const schedule = this.#schedule;
    for (let index = 0; index < groups.length; index++) {
      const group = groups[index]!;
      const base = (group.initialLr ??= group.lr);
      if (typeof schedule === "function") group.lr = schedule(this.#step, base);
      else this.#run!.write(group, this.#step);
    }
  }
}
