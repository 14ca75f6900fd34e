import type { ScheduleSpec } from "../../schedule.js";

/** Schedules that let the one inside them begin and end where it does. */
export const AROUND = new Set(["clamp", "noise", "staircase"]);

/** The spec with another start of its first piece; undefined where that is not plain. */
export function startingAt(spec: ScheduleSpec, start: number): ScheduleSpec | undefined {
  if (spec["start"] === 0) return { ...spec, start };
  return within(spec, 0, (inner) => startingAt(inner, start));
}

/** The spec that ends `by` steps later, or earlier, by the length of its last piece. */
export function longerBy(spec: ScheduleSpec, by: number): ScheduleSpec | undefined {
  if (spec.type === "warmup") return inside(spec, (inner) => longerBy(inner, by));
  if (spec.type === "cooldown") return inside(spec, (inner) => longerBy(inner, by));
  const within_ = within(spec, -1, (inner) => longerBy(inner, by));
  if (within_) return within_;
  const key = ["steps", "totalSteps", "tMax"].find((one) => typeof spec[one] === "number");
  const length = key === undefined ? 0 : (spec[key] as number) + by;
  if (key === undefined || length < 1 || spec["parts"] || spec["schedule"]) return undefined;
  return { ...spec, [key]: length };
}

function within(
  spec: ScheduleSpec,
  part: 0 | -1,
  change: (inner: ScheduleSpec) => ScheduleSpec | undefined,
): ScheduleSpec | undefined {
  if (AROUND.has(spec.type)) return inside(spec, change);
  if (spec.type !== "sequence") return undefined;
  const parts = spec["parts"] as readonly ScheduleSpec[];
  const changed = change(parts.at(part)!);
  return changed && { ...spec, parts: parts.with(part, changed) };
}

function inside(
  spec: ScheduleSpec,
  change: (inner: ScheduleSpec) => ScheduleSpec | undefined,
): ScheduleSpec | undefined {
  const changed = change(spec["schedule"] as ScheduleSpec);
  return changed && { ...spec, schedule: changed };
}
