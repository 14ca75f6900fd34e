import type { Finding } from "../finding.js";
import type { Schedule } from "../schedule.js";
import type { RunLength } from "./bind.js";

/** Rounding percentages to whole updates may leave a schedule this much shorter or longer than the run. */
const SLACK = 1;

/**
 * What looks like a slip in a schedule for a run of this length: allowed, and worth a line before the run
 * rather than a surprise after it.
 *
 * @example
 * import { cosineAnnealingLR, lint } from "lehr";
 * lint(cosineAnnealingLR({ tMax: 100 }), { totalSteps: 200 }).map((finding) => finding.code); // => ["rises-after-end"]
 */
export function lint(schedule: Schedule, { totalSteps }: Pick<RunLength, "totalSteps">): Finding[] {
  return [
    zeroFirstUpdate(schedule),
    risesAfterEnd(schedule, totalSteps) ?? endsElsewhere(schedule, totalSteps),
  ].filter((finding) => finding !== undefined);
}

function zeroFirstUpdate(schedule: Schedule): Finding | undefined {
  if (schedule(0) !== 0) return undefined;
  return {
    code: "zero-first-update",
    step: 0,
    message: "the first update has rate 0 and changes nothing; start above 0, for example start: 0.01",
  };
}

function risesAfterEnd(schedule: Schedule, totalSteps: number): Finding | undefined {
  if (!(schedule.steps + SLACK < totalSteps)) return undefined;
  const end = schedule(schedule.steps);
  let top = end;
  let at = 0;
  for (let step = Math.ceil(schedule.steps); step < totalSteps; step++) {
    if (schedule(step) > top) top = schedule((at = step));
  }
  if (at === 0) return undefined;
  const option = schedule.spec.type === "CosineAnnealingLR" ? "tMax" : "steps";
  return {
    code: "rises-after-end",
    step: at,
    message: `${schedule.spec.type} reaches its lowest rate at step ${schedule.steps} and climbs back to ${factor(top)} of the base rate by step ${at}, because the run has ${totalSteps} steps; to end low, set ${option} to ${totalSteps}`,
  };
}

function endsElsewhere(schedule: Schedule, totalSteps: number): Finding | undefined {
  if (schedule.steps === Infinity || schedule.phases.every((phase) => phase.name === "hold"))
    return undefined;
  if (schedule.steps + SLACK < totalSteps) {
    return {
      code: "ends-before-run",
      step: schedule.steps,
      message: `the schedule ends at step ${schedule.steps} of ${totalSteps} and holds ${factor(schedule(schedule.steps))} of the base rate from there; lengthen it by ${totalSteps - schedule.steps} steps`,
    };
  }
  if (schedule.steps - SLACK > totalSteps) {
    return {
      code: "ends-after-run",
      step: totalSteps,
      message: `the run ends at step ${totalSteps} of the schedule's ${schedule.steps}, at ${factor(schedule(totalSteps))} of the base rate; shorten the schedule to ${totalSteps} steps`,
    };
  }
  return undefined;
}

function factor(value: number): string {
  return `${Number(value.toPrecision(3))}×`;
}
