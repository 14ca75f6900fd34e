import { longerBy } from "./change.js";
import { factor, peakOf, SLACK, type Check } from "./check.js";

/** The run ends before the warmup has. */
export const warmupLongerThanRun: Check = (schedule, { totalSteps }) => {
  const [first, ...others] = schedule.phases;
  // A rise that is all there is, is meant to fill the run: a range test.
  const room = others.length > 0 ? first!.steps + 1 : (first?.steps ?? 0) - SLACK;
  if (first?.name !== "warmup" || room <= totalSteps) return undefined;
  return {
    code: "warmup-longer-than-run",
    step: totalSteps,
    why: `the warmup takes ${first.steps} steps and the run has ${totalSteps}, so the full rate is never used`,
    advice: `warm up for 1 to 10 % of the run, ${Math.max(1, Math.round(totalSteps / 20))} steps for example`,
  };
};

/** The schedule goes on past its end, and up. */
export const risesAfterEnd: Check = (schedule, { totalSteps }) => {
  if (!(schedule.steps + SLACK < totalSteps)) return undefined;
  const end = schedule(schedule.steps);
  const top = peakOf(schedule, Math.ceil(schedule.steps), totalSteps);
  if (!(top.rate > end)) return undefined;
  return {
    code: "rises-after-end",
    step: top.step,
    why: `${schedule.spec.type} reaches its lowest rate at step ${schedule.steps} and climbs back to ${factor(top.rate)} of the base rate by step ${top.step}, because the run has ${totalSteps} steps`,
    advice:
      schedule.spec.type === "CosineAnnealingLR"
        ? `to end low, set tMax to ${totalSteps}`
        : `to end low, lengthen it by ${totalSteps - schedule.steps} steps`,
    spec: longerBy(schedule.spec, totalSteps - schedule.steps),
  };
};

/** The schedule is still falling at its end, and its end is not that of the run. */
export const endsElsewhere: Check = (schedule, { totalSteps }) => {
  const { steps } = schedule;
  if (steps === Infinity || schedule.phases.every((phase) => phase.name === "hold")) return undefined;
  const spec = longerBy(schedule.spec, totalSteps - steps);
  // A schedule that ends at its top, or on a stair, has nothing left to do: it may hold.
  const falls =
    schedule(steps) < schedule(Math.max(0, steps - 1)) && schedule(steps - 1) !== schedule(steps - 2);
  if (steps + SLACK < totalSteps && (falls || steps === 1)) {
    return {
      code: "ends-before-run",
      step: steps,
      why: `the schedule ends at step ${steps} of ${totalSteps} and holds ${factor(schedule(steps))} of the base rate from there`,
      advice: `lengthen it by ${totalSteps - steps} steps`,
      spec,
    };
  }
  if (steps - SLACK > totalSteps) {
    return {
      code: "ends-after-run",
      step: totalSteps,
      why: `the run ends at step ${totalSteps} of the schedule's ${steps}, at ${factor(schedule(totalSteps))} of the base rate`,
      advice:
        schedule.spec.type === "MultiStepLR"
          ? `milestones from step ${totalSteps} on are never reached: put them earlier, or leave them out`
          : `shorten the schedule to ${totalSteps} steps`,
      spec,
    };
  }
  return undefined;
};
