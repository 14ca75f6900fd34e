import { notNegative, oneOf } from "../check.js";
import { madeOf } from "../combine/parts.js";
import { easingNames, easingOver, mix, type EasingName } from "../easings.js";
import { define, type Phase, type Schedule } from "../schedule.js";

/** Options of {@link turn}. */
export interface TurnOptions {
  /** The step at which the first schedule is left. */
  readonly at: number;
  /** How many steps it takes to get from its rate to the first rate of the other. Default 0: a jump. */
  readonly steps?: number;
  /** The shape of the way. Default `linear`. */
  readonly ease?: EasingName;
}

/**
 * Follows `before` until step `at`, goes from its rate there to the first rate of `after` in `steps` steps,
 * then follows `after` from its own step 0. Every change of course is made of this: what was done up to
 * `at` stays in the spec, so that the history of a run is data.
 *
 * @throws LehrError BAD_VALUE for numbers that are negative, or an unknown ease.
 * @example
 * import { constant, linear, turn } from "lehr";
 * const schedule = turn(linear({ steps: 10 }), constant({ level: 0.1 }), { at: 5, steps: 4 });
 * schedule(5, 1); // => 0.5
 * schedule(7, 1).toFixed(6); // => "0.300000"
 * schedule(9, 1); // => 0.1
 */
export function turn(
  before: Schedule,
  after: Schedule,
  { at, steps = 0, ease = "linear" }: TurnOptions,
): Schedule {
  notNegative("turn", "at", at);
  notNegative("turn", "steps", steps);
  const curve = easingOver(oneOf("turn", "ease", ease, easingNames), steps);
  const arrival = at + steps;
  const end = arrival + after.steps;
  const turned = define(
    {
      spec: { type: "turn", at, steps, ease, parts: [before.spec, after.spec] },
      steps: end,
      phases: [
        ...cut(before.phases, at),
        ...(steps > 0 ? [{ name: wayName(before(at), after(0)), start: at, steps }] : []),
        ...after.phases.map((phase) => ({ ...phase, start: phase.start + arrival })),
      ],
      continues: after.continues,
      absolute: before.absolute || after.absolute,
    },
    (step, base) => {
      if (step < at) return before(step, base);
      // end − arrival need not be after.steps to the last digit.
      if (step === end) return after(after.steps, base);
      if (step >= arrival) return after(step - arrival, base);
      return mix(curve, before(at, base), after(0, base), (step - at) / steps, (arrival - step) / steps);
    },
  );
  return madeOf(turned, [before, after]);
}

function cut(phases: readonly Phase[], at: number): Phase[] {
  return phases
    .filter((phase) => phase.start < at)
    .map((phase) => ({ ...phase, steps: Math.min(phase.steps, at - phase.start) }));
}

function wayName(from: number, to: number): string {
  if (from === to) return "hold";
  return from < to ? "warmup" : "decay";
}
