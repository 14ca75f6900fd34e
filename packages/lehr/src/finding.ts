import type { ScheduleSpec } from "./schedule.js";

/** Something about a schedule that is allowed and looks like a slip. */
export interface Finding {
  /** A stable word for it: `rises-after-end`. */
  readonly code: string;
  /** The step that it is about. */
  readonly step: number;
  /** What happens and why it matters, in one line, with the fix: `why; fix`. */
  readonly message: string;
  /** What happens, and why it matters. */
  readonly why: string;
  readonly fix: Fix;
}

/** What to do about a finding. */
export interface Fix {
  /** In words. */
  readonly advice: string;
  /** The changed schedule, where the change is plain; without this finding. */
  readonly spec?: ScheduleSpec;
}
