import { LehrError } from "../../error.js";

/**
 * A copy of the milestones.
 *
 * @throws LehrError BAD_VALUE unless they are whole numbers ≥ 0, none below the one before.
 */
export function milestonesOf(where: string, milestones: unknown): number[] {
  if (!Array.isArray(milestones)) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: milestones must be a list of steps, got ${String(milestones)}`,
    );
  }
  milestones.forEach((step: unknown, index) => {
    if (!Number.isSafeInteger(step) || (step as number) < (milestones[index - 1] ?? 0)) {
      throw new LehrError(
        "BAD_VALUE",
        `${where}: milestones must be whole numbers ≥ 0 in order, got ${JSON.stringify(milestones)}`,
      );
    }
  });
  return [...milestones] as number[];
}
