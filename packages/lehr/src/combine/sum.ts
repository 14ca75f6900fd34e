import { define, type Schedule } from "../schedule.js";
import { madeOf, partsOf, beside } from "./parts.js";

/**
 * Schedules on top of one another: a(t, base) + b(t, base) + … It ends when the last of them has ended; each
 * holds its own last value until then. Sums inside are opened up.
 *
 * @throws LehrError BAD_VALUE without schedules.
 * @example
 * import { constant, cyclic, sum } from "lehr";
 * const schedule = sum(constant({ level: 0.1 }), cyclic({ rise: 10, peak: 0.9 }));
 * schedule(0); // => 0.1
 * schedule(10); // => 1
 */
export function sum(...schedules: readonly Schedule[]): Schedule {
  const parts = partsOf("sum", schedules);
  const result = define(
    {
      spec: { type: "sum", parts: parts.map((part) => part.spec) },
      ...beside(parts),
    },
    (step, base) => {
      let value = 0;
      for (let index = 0; index < parts.length; index++) value += parts[index]!(step, base);
      return value;
    },
  );
  return madeOf(result, parts);
}
