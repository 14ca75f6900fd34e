import type { Phase, Schedule } from "../../schedule.js";
import { factor, peakOf, SLACK, type Check } from "./check.js";

/** From here on a run is long enough for its last rates to show in the loss. */
const LONG = 10_000;

const isDecay = (name: string): boolean => name === "decay" || name === "cooldown";

/** A constant rate comes down in less than a tenth of the run. */
export const shortCooldown: Check = (schedule, { totalSteps }) => {
  const hold = schedule.phases.at(-2);
  const last = schedule.phases.at(-1);
  if (!last) return undefined;
  const isCooldown =
    hold?.name === "hold" && isDecay(last.name) && last.start + last.steps <= totalSteps + SLACK;
  // Rounding to whole steps may take one from ten percent.
  if (!isCooldown || hold.steps < last.steps || last.steps + SLACK >= totalSteps / 10) return undefined;
  if (schedule(last.start) <= schedule(last.start + last.steps)) return undefined;
  return {
    code: "short-cooldown",
    step: last.start,
    why: `the cooldown takes ${last.steps} of ${totalSteps} steps; under 10 % of the run it gives part of its gain away (Hägele et al. 2024)`,
    advice: `begin it at step ${totalSteps - Math.round(totalSteps / 5)}, for 20 % of the run`,
  };
};

/** A decay in a long run ends high. */
export const highFloor: Check = (schedule, { totalSteps }) => {
  const last = schedule.phases.at(-1);
  const end = schedule(schedule.steps);
  const endsHere = Math.abs(schedule.steps - totalSteps) <= SLACK;
  if (totalSteps < LONG || !endsHere || !last || !isDecay(last.name)) return undefined;
  const floor = floorOf(schedule, last);
  if (schedule(floor - 1) === schedule(floor - 2)) return undefined;
  const peak = peakOf(schedule, 0, totalSteps).rate;
  if (end <= 0.05 * peak * (1 + 1e-9) || end >= peak) return undefined;
  return {
    code: "high-floor",
    step: totalSteps,
    why: `the rate ends at ${factor(end / peak)} of its peak; in a run of ${totalSteps} steps a decay towards 0 ends at a lower loss (Bergsma et al. 2025)`,
    advice: "let it end at 0.05× or lower",
  };
};

/** The step from which a decay is at its end: before its last step where a floor cuts it off. */
function floorOf(schedule: Schedule, { start, steps }: Phase): number {
  const end = schedule(start + steps);
  let [above, floor] = [start, start + steps];
  while (floor - above > 1) {
    const middle = Math.floor((above + floor) / 2);
    if (schedule(middle) === end) floor = middle;
    else above = middle;
  }
  return floor;
}
