import { LehrError } from "../error.js";
import { define, type Phase, type Schedule } from "../schedule.js";
import { madeOf, partsOf } from "./parts.js";

/**
 * Schedules one after the other, each counting its own steps from 0. The next one takes over at the step at
 * which the one before has reached its end, and the last one holds. Sequences inside are opened up, so it
 * does not matter how the parts are bracketed.
 *
 * @throws LehrError BAD_VALUE without parts, or when a part other than the last never ends.
 * @example
 * import { constant, linear, sequence } from "lehr";
 * const schedule = sequence(constant({ steps: 10 }), linear({ steps: 10 }));
 * schedule(9, 0.1); // => 0.1
 * schedule(15, 0.1); // => 0.05
 */
export function sequence(...schedules: readonly Schedule[]): Schedule {
  const parts = partsOf("sequence", schedules);
  const starts = [0];
  const phases: Phase[] = [];
  parts.forEach((part, index) => {
    const start = starts[index]!;
    if (start === Infinity) {
      throw new LehrError(
        "BAD_VALUE",
        `sequence: part ${index - 1} (${parts[index - 1]!.spec.type}) never ends, so part ${index} never starts; give it steps`,
      );
    }
    for (const phase of part.phases) phases.push({ ...phase, start: start + phase.start });
    starts.push(start + part.steps);
  });
  const last = parts.length - 1;
  const total = starts[parts.length]!;
  const result = define(
    {
      spec: { type: "sequence", parts: parts.map((part) => part.spec) },
      steps: total,
      phases,
      continues: parts[last]!.continues,
      absolute: parts.some(({ absolute }) => absolute),
    },
    (step, base) => {
      // At the end it is exactly at the last part's, also where a sum of lengths has been rounded.
      if (step === total) return parts[last]!(parts[last]!.steps, base);
      let index = 0;
      while (index < last && step >= starts[index + 1]!) index++;
      return parts[index]!(step - starts[index]!, base);
    },
  );
  return madeOf(result, parts);
}
