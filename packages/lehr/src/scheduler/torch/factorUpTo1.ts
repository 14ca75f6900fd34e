import { LehrError } from "../../error.js";

/** @throws LehrError BAD_VALUE unless `value` lies between 0 and 1: 0 excluded when it is to be above, 1 allowed. */
export function factorUpTo1(where: string, name: string, value: unknown, from: "from 0" | "above 0"): number {
  const factor = value as number;
  if (!(Number.isFinite(factor) && factor <= 1 && (from === "from 0" ? factor >= 0 : factor > 0))) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: ${name} must be a number ${from} up to 1, got ${String(value)}`,
    );
  }
  return factor;
}
