import { LehrError } from "../error.js";
import { define, type Schedule } from "../schedule.js";
import { beside } from "./parts.js";

/**
 * The mean of schedules at every step: (a(t, base) + b(t, base) + …)/n. It ends when the last of them has
 * ended; each holds its own last value until then.
 *
 * @throws LehrError BAD_VALUE without schedules.
 * @example
 * import { constant, linear, mean } from "lehr";
 * mean(constant(), linear({ steps: 10 }))(10, 0.1); // => 0.05
 */
export function mean(...schedules: readonly Schedule[]): Schedule {
  if (schedules.length === 0) throw new LehrError("BAD_VALUE", "mean: needs at least one schedule, got none");
  return define(
    {
      spec: { type: "mean", parts: schedules.map((schedule) => schedule.spec) },
      ...beside(schedules),
    },
    (step, base) => {
      let value = 0;
      for (let index = 0; index < schedules.length; index++) value += schedules[index]!(step, base);
      return value / schedules.length;
    },
  );
}
