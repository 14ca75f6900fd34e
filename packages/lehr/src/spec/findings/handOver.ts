import type { ScheduleSpec } from "../../schedule.js";
import { AROUND } from "./change.js";
import { factor, peakOf, type Check } from "./check.js";
import { tryParse } from "./tryParse.js";

/** What follows a warmup, or a decay that follows a hold, is meant to begin where that ended. */
const MEETS: Readonly<Record<string, readonly string[]>> = {
  warmup: ["hold", "decay", "cooldown"],
  hold: ["decay", "cooldown"],
};

/** How far, in parts of the peak, two pieces may miss each other. */
const TOLERANCE = 0.01;

/**
 * The rate jumps where one piece hands over to the next. Restarts are meant to jump, and the same type once
 * more is one; a decay that another type follows is none.
 */
export const jumpAtHandOver: Check = (schedule, { totalSteps }) => {
  const peak = peakOf(schedule, 0, totalSteps).rate;
  const types = typesOf(schedule.spec);
  const known = types.length === schedule.phases.length;
  for (const [index, { name, start, steps }] of schedule.phases.slice(1).entries()) {
    const before = schedule.phases[index]!;
    const another = known && types[index] !== types[index + 1] && before.name === "decay" && name === "decay";
    if (start >= totalSteps || !(another || MEETS[before.name]?.includes(name))) continue;
    // The last value that the piece before comes to; a step before it may still be on the way.
    const from = schedule(start - before.steps * 1e-9);
    const to = schedule(start);
    if (Math.abs(to - from) <= TOLERANCE * peak || steps === 0 || (another && to < from)) continue;
    return {
      code: "jump-at-hand-over",
      step: start,
      why: `at step ${start} the ${before.name} ends at ${factor(from)} of the base rate and the ${name} begins at ${factor(to)}: the rate ${to < from ? "dips" : "jumps"}`,
      advice: `let the ${name} begin at ${factor(from)}, or use warmup and cooldown, which meet what they lead to`,
    };
  }
  return undefined;
};

/** The type that each phase comes from. */
function typesOf(spec: ScheduleSpec): string[] {
  const inner = spec["schedule"] as ScheduleSpec;
  if (spec.type === "sequence") return (spec["parts"] as readonly ScheduleSpec[]).flatMap(typesOf);
  if (spec.type === "warmup") return ["warmup", ...typesOf(inner)];
  if (spec.type === "cooldown") return [...typesOf(inner), "cooldown"];
  if (AROUND.has(spec.type)) return typesOf(inner);
  return (tryParse(spec)?.phases ?? []).map(() => spec.type);
}
