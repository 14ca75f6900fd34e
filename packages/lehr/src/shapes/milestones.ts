import { known, places, positive } from "../check.js";
import type { Length } from "../length.js";
import type { Schedule } from "../schedule.js";
import { falling, type FallingOptions } from "./falling.js";

/** Options of {@link milestones}. */
export interface MilestonesOptions extends FallingOptions {
  /** The steps from which the rate is one factor lower, in order. */
  readonly at: readonly Length[];
  /** What each milestone leaves of the rate, above 0. */
  readonly factor: number;
}

/**
 * A factor at every milestone: end + (start − end)·factor^(milestones up to t). The rate changes at the
 * milestone itself. Never ends by itself. PyTorch's `MultiStepLR`.
 *
 * @throws LehrError BAD_VALUE for milestones that are not rising steps, a factor that is not above 0, or a
 * negative level.
 * @example
 * import { milestones } from "lehr";
 * const schedule = milestones({ at: [30, 60], factor: 0.5 });
 * [29, 30, 60].map((step) => schedule(step, 0.1)); // => [0.1, 0.05, 0.025]
 */
export function milestones(options: MilestonesOptions): Schedule {
  const { at, factor, ...rest } = known("milestones", options, "at, factor, steps, start, end");
  const steps = places("milestones", "at", at);
  positive("milestones", "factor", factor);
  const left = Array.from({ length: steps.length + 1 }, (_, passed) => factor ** passed);
  return falling("milestones", rest, { at, factor }, Math.max(...steps), (step) => {
    let passed = 0;
    while (passed < steps.length && step >= steps[passed]!) passed++;
    return left[passed]!;
  });
}
