import { startingAt } from "./change.js";
import type { Check } from "./check.js";

/** The first update has rate 0, although a later one has not. */
export const zeroFirstUpdate: Check = (schedule) => {
  if (schedule(0) !== 0) return undefined;
  return {
    code: "zero-first-update",
    step: 0,
    why: "the first update has rate 0 and changes nothing",
    advice: "start above 0, for example start: 0.01",
    spec: startingAt(schedule.spec, 0.01),
  };
};
