import { known, length, level, oneOf } from "../check.js";
import { easingNames, easingOver, mix, type EasingName } from "../easings.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link cooldown}. */
export interface CooldownOptions {
  /** How long the cooldown takes. */
  readonly steps: Length;
  /** The level at the end, and after it. Default 0. */
  readonly end?: Level;
  /** The shape of the fall: `oneMinusSqrt` falls fast at first, `cosine` gently. Default `linear`. */
  readonly ease?: EasingName;
}

/**
 * Follows `schedule` to its end, then goes on from its last value to `end` in `steps` more updates: a
 * warmup's counterpart. The rate where it takes over is exactly the schedule's last, so there is no jump.
 *
 * Hägele et al., Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations (2024).
 *
 * @throws LehrError BAD_VALUE for a schedule that never ends, steps that are not a length, a negative level,
 * or an unknown ease.
 * @example
 * import { constant, cooldown } from "lehr";
 * const schedule = cooldown(constant({ steps: 80 }), { steps: 20, ease: "oneMinusSqrt" });
 * schedule(80, 0.1); // => 0.1
 * schedule(85, 0.1); // => 0.05
 * schedule(100, 0.1); // => 0
 */
export function cooldown(schedule: Schedule, options: CooldownOptions): Schedule {
  const { steps, end = 0, ease = "linear" } = known("cooldown", options, "steps, end, ease");
  const whole = length("cooldown", "steps", steps);
  const bottom = level("cooldown", "end", end);
  const curve = easingOver(oneOf("cooldown", "ease", ease, easingNames), whole);
  const from = schedule.steps;
  if (from === Infinity) {
    throw new LehrError(
      "BAD_VALUE",
      `cooldown: ${schedule.spec.type} never ends, so it never cools down; give it steps, or cut it`,
    );
  }
  const total = from + whole;
  return define(
    {
      spec: { type: "cooldown", steps, end, ease, schedule: schedule.spec },
      steps: total,
      phases: [...schedule.phases, { name: "cooldown", start: from, steps: whole }],
      absolute: schedule.absolute || isAbsolute(bottom),
    },
    (step, base) => {
      if (step < from) return schedule(step, base);
      const left = total - step;
      return mix(curve, schedule(from, base), rateOf(bottom, base), (step - from) / whole, left / whole);
    },
  );
}
