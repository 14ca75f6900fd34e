import { diff } from "../diff.js";
import { LehrError } from "../error.js";
import type { Schedule, ScheduleSpec } from "../schedule.js";
import type { RuleState } from "./metricRule.js";
import type { Plan } from "./plan.js";

/** The state of a scheduler: how far it is, and the schedule it belongs to. Plain JSON. */
export interface SchedulerState {
  /** The number of updates done, which is the step that the next update uses. */
  readonly step: number;
  /** The spec of the schedule or plan: checked when the state is loaded, never obeyed silently. */
  readonly spec: ScheduleSpec;
  /** How many updates the optimizer skipped, where it did. */
  readonly skipped?: number;
  /** What the metric rule knows, where there is one. */
  readonly rule?: RuleState;
  /** The base values of the other fields that a plan schedules, a record a group. */
  readonly initial?: readonly Readonly<Record<string, number>>[];
  /** How many micro-batches of the next update are done, where they are counted. */
  readonly microBatches?: number;
}

/** Which side wins when a state was saved under another schedule. */
export type LoadOptions =
  | {
      /** The schedule that the scheduler was built with; only the counter is taken from the state. */
      readonly keep: "mine";
    }
  | {
      /** The schedule that the state was saved under. */
      readonly keep: "saved";
      /** Makes it from its spec: `parse`, or `parsePlan` for plans. Given, so that nobody pays for it unused. */
      readonly parse: (spec: ScheduleSpec) => Schedule | Plan;
    };

/** @throws LehrError BAD_STATE when `state` is none. */
export function checkState(state: unknown): asserts state is SchedulerState {
  const { step, spec, skipped = 0 } = (state ?? {}) as Partial<SchedulerState>;
  if (isCount(step) && isCount(skipped) && typeof spec === "object" && spec !== null) return;
  throw new LehrError(
    "BAD_STATE",
    `loadStateDict: needs { step, spec } of stateDict(), got ${JSON.stringify(state)}`,
  );
}

/** @throws LehrError SCHEDULE_MISMATCH with the differences, unless the specs are the same. */
export function checkSame(saved: ScheduleSpec, mine: ScheduleSpec): void {
  const differences = diff(saved, mine);
  if (differences.length === 0) return;
  throw new LehrError(
    "SCHEDULE_MISMATCH",
    `loadStateDict: the state was saved under another schedule (saved → mine):\n  ${differences.join("\n  ")}\nkeep: "saved" or "mine" chooses`,
  );
}

/** Steps may be fractional: a scheduler may have been told to go between two epochs. */
function isCount(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) >= 0;
}
