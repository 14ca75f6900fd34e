import { count } from "../check.js";
import type { Schedule } from "../schedule.js";

/**
 * The area under the curve: the sum of the rates of the first `totalSteps` updates, which is how far the
 * parameters may travel. Two schedules of the same area spend the same learning rate. Summed without loss
 * (Neumaier).
 *
 * @throws LehrError BAD_VALUE for totalSteps that are not a whole number.
 * @example
 * import { area, constant, linear } from "lehr";
 * area(constant(), 1000, 0.1); // => 100
 * area(linear({ steps: 1000 }), 1001, 0.1).toFixed(6); // => "50.050000"
 */
export function area(schedule: Schedule, totalSteps: number, base = 1): number {
  count("area", "totalSteps", totalSteps);
  let sum = 0;
  let lost = 0;
  for (let step = 0; step < totalSteps; step++) {
    const rate = schedule(step, base);
    const next = sum + rate;
    lost += sum >= rate ? sum - next + rate : rate - next + sum;
    sum = next;
  }
  return sum + lost;
}
