import { LehrError } from "../../error.js";
import type { Optimizer, ParamGroup } from "../optimizer.js";

/**
 * Refuses a momentum cycle over groups that have nothing to cycle.
 *
 * @throws LehrError BAD_VALUE for a group with neither `momentum` nor `betas`.
 */
export function needMomentum(where: string, optimizer: Optimizer): void {
  const missing = optimizer.paramGroups.findIndex(
    (group) => group.betas === undefined && group.momentum === undefined,
  );
  if (missing >= 0) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: paramGroups[${missing}] must have momentum or betas to cycle; add it, or set cycleMomentum to false`,
    );
  }
}

/** Writes a momentum into a group: betas[0] where it has betas, as PyTorch does. */
export function writeMomentum(group: ParamGroup, value: number | undefined): void {
  if (value === undefined) return;
  if (group.betas === undefined) group.momentum = value;
  // A new pair: groups may share one.
  else group.betas = [value, group.betas[1]];
}
