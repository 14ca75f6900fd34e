import { known, positive, positiveInteger } from "../check.js";
import { LehrError } from "../error.js";
import { define, type Phase, type Schedule } from "../schedule.js";

/** More pieces than any run has, and few enough to hold them all, however deep restarts stand in restarts. */
const MOST_PIECES = 10_000;

/** Options of {@link restarts}. */
export interface RestartsOptions {
  /** How many times the schedule runs. A positive integer; all cycles together have at most 10,000 pieces. */
  readonly cycles: number;
  /** How much longer each cycle is than the one before. Default 1; lengths are rounded to whole steps. */
  readonly stretch?: number;
  /** What each cycle multiplies the base rate by, once more every time. Default 1. */
  readonly factor?: number;
}

/**
 * The same schedule again and again, each time from its step 0 (a jump, unless it ends where it starts).
 * Cycle k takes round(steps·stretch^k) steps and runs at base·factor^k; absolute rates stay as they are.
 * After the last cycle its last value holds.
 *
 * Loshchilov & Hutter, SGDR (2017).
 *
 * @throws LehrError BAD_VALUE for cycles that are not a positive integer or make more than 10,000 pieces, a stretch or factor
 * that is not above 0 or grows beyond what numbers hold, or a schedule that never ends.
 * @example
 * import { cosine, restarts } from "lehr";
 * const schedule = restarts(cosine({ steps: 10 }), { cycles: 3, stretch: 2, factor: 0.5 });
 * schedule.steps; // => 70
 * schedule(10, 0.1); // => 0.05
 * schedule(30, 0.1); // => 0.025
 */
export function restarts(schedule: Schedule, options: RestartsOptions): Schedule {
  const { cycles, stretch = 1, factor = 1 } = known("restarts", options, "cycles, stretch, factor");
  const pieces = schedule.phases.length * positiveInteger("restarts", "cycles", cycles);
  if (pieces > MOST_PIECES) {
    throw new LehrError(
      "BAD_VALUE",
      `restarts: all cycles together must have at most ${MOST_PIECES} pieces, got ${cycles} cycles of ${schedule.phases.length}`,
    );
  }
  positive("restarts", "stretch", stretch);
  positive("restarts", "factor", factor);
  if (factor ** (cycles - 1) === Infinity) {
    throw new LehrError(
      "BAD_VALUE",
      `restarts: factor^${cycles - 1}, that of the last cycle, is more than a number holds; got factor ${factor}`,
    );
  }
  if (schedule.steps === Infinity) {
    throw new LehrError(
      "BAD_VALUE",
      `restarts: ${schedule.spec.type} never ends, so it never restarts; give it steps`,
    );
  }
  const starts = [0];
  const phases: Phase[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const start = starts[cycle]!;
    const length = Math.max(1, Math.round(schedule.steps * stretch ** cycle));
    if (start + length > Number.MAX_SAFE_INTEGER) {
      throw new LehrError(
        "BAD_VALUE",
        `restarts: cycle ${cycle} would end beyond step 2^53, from where steps cannot be counted; take fewer cycles or a smaller stretch`,
      );
    }
    const scale = length / schedule.steps;
    for (const phase of schedule.phases) {
      phases.push({ name: phase.name, start: start + phase.start * scale, steps: phase.steps * scale });
    }
    starts.push(start + length);
  }
  return define(
    {
      spec: { type: "restarts", cycles, stretch, factor, schedule: schedule.spec },
      steps: starts[cycles]!,
      phases,
      absolute: schedule.absolute,
    },
    (step, base) => {
      let cycle = 0;
      while (cycle < cycles - 1 && step >= starts[cycle + 1]!) cycle++;
      const local = step - starts[cycle]!;
      const length = starts[cycle + 1]! - starts[cycle]!;
      const inner = local === length ? schedule.steps : local * (schedule.steps / length);
      return schedule(inner, base * factor ** cycle);
    },
  );
}
