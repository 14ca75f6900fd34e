import { level, positiveInteger } from "../check.js";
import { LehrError } from "../error.js";
import { rateOf } from "../level.js";
import { define, type Schedule } from "../schedule.js";
import type { EasedOptions } from "./eased.js";

/** Options of {@link exponential}: the two ends, both above 0. */
export interface ExponentialOptions extends EasedOptions {
  readonly end: NonNullable<EasedOptions["end"]>;
}

/**
 * The same ratio at every step: start·(end/start)^(t/steps). Holds `end` afterwards. For PyTorch's
 * `ExponentialLR` with γ, `end` is γ^steps.
 *
 * @throws LehrError BAD_VALUE for steps that are not a positive integer, or a level that is not above 0 (no
 * ratio leads to 0: use cosine or linear for that).
 * @example
 * import { exponential } from "lehr";
 * exponential({ steps: 2, end: 0.01 })(1, 0.1).toFixed(6); // => "0.010000"
 */
export function exponential({ steps, start = 1, end }: ExponentialOptions): Schedule {
  positiveInteger("exponential", "steps", steps);
  for (const [name, value] of Object.entries({ start, end })) {
    if (rateOf(level("exponential", name, value), 1) === 0) {
      throw new LehrError(
        "BAD_VALUE",
        `exponential: ${name} must be above 0, got 0; no ratio leads there, use cosine or linear`,
      );
    }
  }
  const falls = rateOf(start, 1) >= rateOf(end, 1);
  return define(
    {
      spec: { type: "exponential", steps, start, end },
      steps,
      phases: [{ name: falls ? "decay" : "warmup", start: 0, steps }],
    },
    (step, base) => {
      const from = rateOf(start, base);
      const to = rateOf(end, base);
      if (step === steps) return to;
      // A base of 0 (a frozen group) has no ratio.
      return from === 0 ? 0 : from * (to / from) ** (step / steps);
    },
  );
}
