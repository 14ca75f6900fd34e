import { level, oneOf, positiveInteger } from "../check.js";
import { easingNames, easings, mix, type EasingName } from "../easings.js";
import { rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** How many updates the warmup takes. A positive integer. */
  readonly steps: number;
  /** The level of the first update. Default 0, which makes the first update do nothing. */
  readonly start?: Level;
  /** The shape of the rise. Default `linear`. */
  readonly ease?: EasingName;
}

/**
 * Rises from `start` to the first value of `schedule` in `steps` updates, then follows it from its own step
 * 0. The rate at update `steps` is exactly the schedule's first, so there is no dip and no jump.
 *
 * Goyal et al., Accurate, Large Minibatch SGD (2017).
 *
 * @throws LehrError BAD_VALUE for steps that are not a positive integer, a negative level or an unknown ease.
 * @example
 * import { cosine, warmup } from "lehr";
 * const schedule = warmup(cosine({ steps: 90 }), { steps: 10 });
 * schedule(5, 0.1); // => 0.05
 * schedule(10, 0.1); // => 0.1
 * schedule(100, 0.1); // => 0
 */
export function warmup(schedule: Schedule, { steps, start = 0, ease = "linear" }: WarmupOptions): Schedule {
  positiveInteger("warmup", "steps", steps);
  level("warmup", "start", start);
  const curve = easings[oneOf("warmup", "ease", ease, easingNames)];
  return define(
    {
      spec: { type: "warmup", steps, start, ease, schedule: schedule.spec },
      steps: steps + schedule.steps,
      phases: [
        { name: "warmup", start: 0, steps },
        ...schedule.phases.map((phase) => ({ ...phase, start: phase.start + steps })),
      ],
    },
    (step, base) =>
      step >= steps
        ? schedule(step - steps, base)
        : mix(curve, rateOf(start, base), schedule(0, base), step / steps, (steps - step) / steps),
  );
}
