import { notNegative } from "../check.js";
import { LehrError } from "../error.js";

/** What a scheduler needs of a parameter group: a rate to write. The other fields are there if they exist. */
export interface ParamGroup {
  lr: number;
  /** The group's base rate; a scheduler sets it from `lr` when it is missing. */
  initialLr?: number;
  momentum?: number;
  betas?: [number, number];
  weightDecay?: number;
  name?: string;
  /** The base values of the other fields that a plan schedules; a scheduler sets those that are missing. */
  initial?: Record<string, number>;
}

/** Anything with parameter groups is an optimizer to Lehr. */
export interface Optimizer {
  readonly paramGroups: readonly ParamGroup[];
}

/** @throws LehrError BAD_VALUE when there are no parameter groups, or a rate is not a number ≥ 0. */
export function assertGroups(where: string, optimizer: Optimizer): void {
  const groups: unknown = (optimizer as Partial<Optimizer> | null)?.paramGroups;
  if (!Array.isArray(groups) || groups.length === 0) {
    throw new LehrError("BAD_VALUE", `${where}: the optimizer must have paramGroups, a list of { lr }`);
  }
  for (const [index, group] of optimizer.paramGroups.entries()) {
    notNegative(where, `paramGroups[${index}].lr`, group.initialLr ?? group.lr);
  }
}
