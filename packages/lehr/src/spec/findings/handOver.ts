import { factor, peakOf, type Check } from "./check.js";

/** What follows a warmup, or a decay that follows a hold, is meant to begin where that ended. */
const MEETS: Readonly<Record<string, readonly string[]>> = {
  warmup: ["hold", "decay", "cooldown"],
  hold: ["decay", "cooldown"],
};

/** How far, in parts of the peak, two pieces may miss each other. */
const TOLERANCE = 0.01;

/** The rate jumps where one piece hands over to the next. Restarts are meant to jump. */
export const jumpAtHandOver: Check = (schedule, { totalSteps }) => {
  const peak = peakOf(schedule, 0, totalSteps).rate;
  for (const [index, { name, start, steps }] of schedule.phases.slice(1).entries()) {
    const before = schedule.phases[index]!;
    if (start >= totalSteps || !MEETS[before.name]?.includes(name)) continue;
    // The last value that the piece before comes to; a step before it may still be on the way.
    const from = schedule(start - before.steps * 1e-9);
    const to = schedule(start);
    if (Math.abs(to - from) <= TOLERANCE * peak || steps === 0) continue;
    return {
      code: "jump-at-hand-over",
      step: start,
      why: `at step ${start} the ${before.name} ends at ${factor(from)} of the base rate and the ${name} begins at ${factor(to)}: the rate ${to < from ? "dips" : "jumps"}`,
      advice: `let the ${name} begin at ${factor(from)}, or use warmup and cooldown, which meet what they lead to`,
    };
  }
  return undefined;
};
