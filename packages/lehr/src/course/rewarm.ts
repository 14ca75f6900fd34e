import { warmup } from "../combine/warmup.js";
import type { EasingName } from "../easings.js";
import type { Level } from "../level.js";
import type { Schedule } from "../schedule.js";
import { turn } from "./turn.js";

/** How a run is warmed up again. */
export interface RewarmOptions {
  /** The step that the run has reached: nothing before it changes. */
  readonly at: number;
  /** How many steps the warmup takes. */
  readonly steps: number;
  /** The level that it begins at. Default: the rate that the run has, so that nothing jumps. */
  readonly start?: Level;
  /** The shape of the rise. Default `linear`. */
  readonly ease?: EasingName;
}

/**
 * A new schedule in the middle of a run, or after its end: rises from the rate at `at` to the first rate of
 * `schedule` in `steps` steps, then follows it. For more data, another phase, a run that goes on after its
 * decay.
 *
 * Ibrahim et al., Simple and Scalable Strategies to Continually Pre-train Large Language Models (2024).
 *
 * @throws LehrError BAD_VALUE for numbers that are not what they must be.
 * @example
 * import { cosine, rewarm } from "lehr";
 * const again = rewarm(cosine({ steps: 100, end: 0.1 }), cosine({ steps: 90 }), { at: 100, steps: 10 });
 * again(100, 1); // => 0.1
 * again(110, 1); // => 1
 * again(200, 1); // => 0
 */
export function rewarm(
  before: Schedule,
  schedule: Schedule,
  { at, steps, start, ease = "linear" }: RewarmOptions,
): Schedule {
  if (start === undefined) return turn(before, schedule, { at, steps, ease });
  return turn(before, warmup(schedule, { steps, start, ease }), { at });
}
