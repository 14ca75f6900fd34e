import type { Finding } from "../../finding.js";
import type { RunLength } from "../../runLength.js";
import type { Schedule, ScheduleSpec } from "../../schedule.js";

/** Looks for one kind of slip. */
export type Check = (schedule: Schedule, run: RunLength) => Draft | undefined;

/** A finding, and the change that may mend it. */
export interface Draft {
  readonly code: string;
  readonly step: number;
  readonly why: string;
  readonly advice: string;
  readonly spec?: ScheduleSpec | undefined;
}

/** Rounding percentages to whole updates may leave a schedule this much shorter or longer than the run. */
export const SLACK = 1;

/** The finding of a draft; `spec` is the change, when it has been shown to mend it. */
export function findingOf({ code, step, why, advice }: Draft, spec: ScheduleSpec | undefined): Finding {
  return {
    code,
    step,
    message: `${why}; ${advice}`,
    why,
    fix: { advice, ...(spec !== undefined && { spec }) },
  };
}

/** The highest rate at whole steps from `from` to before `to`, and where. */
export function peakOf(schedule: Schedule, from: number, to: number): { rate: number; step: number } {
  let [rate, step] = [-Infinity, from];
  // A run of millions has no peak narrower than a thousandth of a percent.
  const stride = Math.max(1, Math.floor((to - from) / 100_000));
  for (let at = from; at < to; at += stride) if (schedule(at) > rate) [rate, step] = [schedule(at), at];
  return { rate, step };
}

/** A multiple of the base rate, in three digits. */
export function factor(value: number): string {
  return `${Number(value.toPrecision(3))}×`;
}
