import { length } from "../check.js";
import { LehrError } from "../error.js";
import { less, type Length } from "../length.js";

/**
 * What the other pieces leave of a run.
 *
 * @throws LehrError BAD_VALUE for a length that is not one, or when nothing is left.
 */
export function holdLength(
  where: string,
  totalSteps: Length,
  pieces: Readonly<Record<string, Length | undefined>>,
): Length {
  length(where, "totalSteps", totalSteps);
  const given = Object.entries(pieces).filter((piece): piece is [string, Length] => piece[1] !== undefined);
  for (const [name, value] of given) length(where, name, value);
  const hold = less(totalSteps, ...given.map(([, value]) => value));
  if (typeof hold === "number" && hold < 1) {
    const names = given.map(([name, value]) => `${name} ${value}`).join(" and ");
    throw new LehrError(
      "BAD_VALUE",
      `${where}: ${names} must leave at least one of the ${totalSteps} steps, got ${hold}`,
    );
  }
  return hold;
}
