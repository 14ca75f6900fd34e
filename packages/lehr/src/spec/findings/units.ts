import type { ScheduleSpec } from "../../schedule.js";
import { SLACK, type Check } from "./check.js";

/** A length below one update: a part of the run, written as a number. */
export const fractionAsCount: Check = (schedule, { totalSteps }) => {
  for (const { owner, key, value } of lengthsIn(schedule.spec)) {
    if (value >= 1 || value <= 0) continue;
    const steps = Math.max(1, Math.round(value * totalSteps));
    return {
      code: "fraction-as-count",
      step: 0,
      why: `${owner.type}: ${key} is ${value} of an update`,
      advice: `for a part of the run write "${Number((value * 100).toPrecision(12))}%", or ${steps} updates`,
      spec: replaced(schedule.spec, owner, { ...owner, [key]: steps }),
    };
  }
  return undefined;
};

/** The schedule is as long as the run has epochs, and steps count updates. */
export const epochsAsSteps: Check = (schedule, { totalSteps, stepsPerEpoch = 1 }) => {
  const epochs = totalSteps / stepsPerEpoch;
  if (stepsPerEpoch <= 1 || epochs < 2 || schedule.steps > epochs + SLACK || schedule.steps < 2)
    return undefined;
  if (schedule.phases.every(({ name }) => name === "hold" || name === "warmup")) return undefined;
  return {
    code: "epochs-as-steps",
    step: schedule.steps,
    why: `the schedule is over after ${schedule.steps} updates, in a run of ${Math.round(epochs)} epochs and ${totalSteps} updates: its lengths look like epochs, and steps count updates`,
    advice: `write epochs as "${Math.round(schedule.steps)}ep"`,
  };
};

interface LengthAt {
  readonly owner: ScheduleSpec;
  readonly key: string;
  readonly value: number;
}

const LENGTHS = new Set(["steps", "totalSteps", "tMax", "t0", "every", "halfLife", "stepSize", "totalIters"]);

function lengthsIn(spec: ScheduleSpec): LengthAt[] {
  return Object.entries(spec).flatMap(([key, value]): LengthAt[] => {
    if (LENGTHS.has(key) && typeof value === "number") return [{ owner: spec, key, value }];
    if (key === "schedule") return lengthsIn(value as ScheduleSpec);
    return key === "parts" ? (value as ScheduleSpec[]).flatMap(lengthsIn) : [];
  });
}

/** The spec with one of the specs in it replaced. */
function replaced(spec: ScheduleSpec, old: ScheduleSpec, by: ScheduleSpec): ScheduleSpec {
  if (spec === old) return by;
  const inner = spec["schedule"] as ScheduleSpec | undefined;
  const parts = spec["parts"] as readonly ScheduleSpec[] | undefined;
  return {
    ...spec,
    ...(inner && { schedule: replaced(inner, old, by) }),
    ...(parts && { parts: parts.map((part) => replaced(part, old, by)) }),
  };
}
