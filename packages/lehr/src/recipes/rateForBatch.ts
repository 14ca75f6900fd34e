import { oneOf, positive } from "../check.js";

/** Options of {@link rateForBatch}. */
export interface RateForBatchOptions {
  /** The batch size for which the rate is known to be right. */
  readonly from: number;
  /** The batch size that the run has. */
  readonly to: number;
  /** `linear` is usual for SGD, `sqrt` for Adam and its kin. */
  readonly rule: "linear" | "sqrt";
}

/**
 * A rate for another batch size: rate·(to/from), or rate·√(to/from). Nothing in Lehr scales a rate by
 * itself.
 *
 * Linear: Goyal et al. (2017). Square root: Krizhevsky (2014); Malladi et al., On the SDEs and Scaling Rules
 * for Adaptive Gradient Algorithms (2022).
 *
 * @throws LehrError BAD_VALUE for a rate or a batch size that is not above 0, or an unknown rule.
 * @example
 * import { rateForBatch } from "lehr";
 * rateForBatch(0.1, { from: 256, to: 1024, rule: "linear" }); // => 0.4
 * rateForBatch(0.1, { from: 256, to: 1024, rule: "sqrt" }); // => 0.2
 */
export function rateForBatch(rate: number, { from, to, rule }: RateForBatchOptions): number {
  positive("rateForBatch", "rate", rate);
  const times = positive("rateForBatch", "to", to) / positive("rateForBatch", "from", from);
  oneOf("rateForBatch", "rule", rule, ["linear", "sqrt"]);
  return rate * (rule === "linear" ? times : Math.sqrt(times));
}
