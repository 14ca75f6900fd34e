import type { Schedule } from "lehr";

/** What reporters need to know about a run besides its events. */
export interface RunInfo {
  readonly schedule: Schedule;
  /** The optimizer's rate, which the schedule moves. */
  readonly base: number;
  readonly totalSteps: number;
}
