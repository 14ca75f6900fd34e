import { known, length, level, oneOf } from "../check.js";
import { easingNames, easingOver, mix, type EasingName } from "../easings.js";
import { LehrError } from "../error.js";
import type { Length } from "../length.js";
import { isAbsolute, rateOf, type Level } from "../level.js";
import { define, type Schedule } from "../schedule.js";

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** How long the warmup takes. */
  readonly steps: Length;
  /** The level that it rises from. Default 0, which makes the first update do nothing. */
  readonly start?: Level;
  /** The shape of the rise. Default `linear`. */
  readonly ease?: EasingName;
  /**
   * The number of the first update, 0 or 1. Counted from 1 the first update already has its part of the
   * rise, (t + 1)/steps, and the peak comes one update earlier. Default 0.
   */
  readonly countFrom?: 0 | 1;
}

/**
 * Rises from `start` to the first value of `schedule` in `steps` updates, then follows it from its own step
 * 0. The rate at update `steps` is exactly the schedule's first, so there is no dip and no jump.
 *
 * Where others begin: transformers, Optax, Keras and MLX at 0, as this does by default; timm at its
 * `warmup_lr_init`, which is `start`; Burn's Noam and the Transformer paper count from 1.
 *
 * Goyal et al., Accurate, Large Minibatch SGD (2017).
 *
 * @throws LehrError BAD_VALUE for steps that are not a length, a negative level, an unknown ease, or a count
 * that begins elsewhere.
 * @example
 * import { cosine, warmup } from "lehr";
 * const schedule = warmup(cosine({ steps: 90 }), { steps: 10 });
 * schedule(5, 0.1); // => 0.05
 * schedule(10, 0.1); // => 0.1
 * schedule(100, 0.1); // => 0
 * warmup(cosine({ steps: 90 }), { steps: 10, countFrom: 1 })(0, 0.1); // => 0.010000000000000002
 */
export function warmup(schedule: Schedule, options: WarmupOptions): Schedule {
  known("warmup", options, "steps, start, ease, countFrom");
  const { steps, start = 0, ease = "linear", countFrom = 0 } = options;
  const whole = length("warmup", "steps", steps);
  const bottom = level("warmup", "start", start);
  if (countFrom !== 0 && countFrom !== 1) {
    throw new LehrError("BAD_VALUE", `warmup: countFrom must be 0 or 1, got ${String(countFrom)}`);
  }
  const curve = easingOver(oneOf("warmup", "ease", ease, easingNames), whole);
  const total = whole + schedule.steps;
  return define(
    {
      spec: {
        type: "warmup",
        steps,
        start,
        ease,
        ...(countFrom === 0 ? {} : { countFrom }),
        schedule: schedule.spec,
      },
      steps: total,
      phases: [
        { name: "warmup", start: 0, steps: whole },
        ...schedule.phases.map((phase) => ({ ...phase, start: phase.start + whole })),
      ],
      continues: schedule.continues,
      absolute: schedule.absolute || isAbsolute(bottom),
    },
    (step, base) => {
      if (step >= whole) return schedule(step === total ? schedule.steps : step - whole, base);
      const top = schedule(0, base);
      const done = step + countFrom;
      return done >= whole
        ? top
        : mix(curve, rateOf(bottom, base), top, done / whole, (whole - done) / whole);
    },
  );
}
