import { LehrError } from "../error.js";
import { define, type Schedule } from "../schedule.js";
import { madeOf, partsOf, beside } from "./parts.js";

/**
 * The rate of the first schedule times the factors that the others are: a(t, base)·b(t)·c(t)… It ends when
 * the last of them has ended; each holds its own last value until then. Products inside are opened up.
 *
 * @throws LehrError BAD_VALUE without schedules, or when one after the first holds an absolute rate (a
 * factor has no unit).
 * @example
 * import { cosine, linear, product } from "lehr";
 * const schedule = product(cosine({ steps: 100 }), linear({ steps: 50, start: 1, end: 0.5 }));
 * schedule(0, 0.1); // => 0.1
 */
export function product(...schedules: readonly Schedule[]): Schedule {
  const parts = partsOf("product", schedules);
  const [first, ...factors] = parts as readonly [Schedule, ...Schedule[]];
  factors.forEach((factor, index) => {
    if (factor.absolute) {
      throw new LehrError(
        "BAD_VALUE",
        `product: part ${index + 1} (${factor.spec.type}) holds an absolute rate; only the first part may, the others are factors`,
      );
    }
  });
  const result = define(
    {
      spec: { type: "product", parts: parts.map((part) => part.spec) },
      ...beside(parts),
    },
    (step, base) => {
      let value = first(step, base);
      for (let index = 0; index < factors.length; index++) value *= factors[index]!(step);
      return value;
    },
  );
  return madeOf(result, parts);
}
