import type { Schedule, ScheduleSpec } from "../schedule.js";
import type { ParamGroup } from "./optimizer.js";
import type { SchedulerState } from "./state.js";

/**
 * What a scheduler does to the groups of an optimizer when one schedule for all rates is not enough. Made
 * by `plan`.
 */
export interface Plan {
  /** Plain JSON; `parsePlan(spec)` rebuilds the plan. */
  readonly spec: ScheduleSpec;
  /** The schedule of the groups that have none of their own. */
  readonly schedule: Schedule;
  /** A run of the plan, from its beginning. Refuses groups that the plan does not fit. */
  readonly start: (groups: readonly ParamGroup[]) => PlanRun;
}

/** A plan that is being run: it knows what a scheduler with one schedule has no need to know. */
export interface PlanRun {
  /** What the metric rule multiplies every rate by; 1 without a rule. */
  readonly factor: number;
  /** Writes what update `step` uses into a group. */
  readonly write: (group: ParamGroup, step: number) => void;
  /** Shows the metric rule a measurement. */
  readonly observe: (metric: number, step: number) => void;
  /** What of it belongs into the scheduler's state. */
  readonly state: () => Pick<SchedulerState, "rule" | "initial">;
  /** Takes that from a state; changes nothing when it throws. */
  readonly load: (state: SchedulerState) => void;
}
