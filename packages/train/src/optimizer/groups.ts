import { LehrError } from "lehr";
import type { Parameter } from "../nn/parameter.js";
import type { Group } from "./optimizer.js";

/** What a caller may give for a group: parameters, and whatever differs from the optimizer's options. */
export type GroupOptions<Options> = Partial<Options> & { params: readonly Parameter[]; name?: string };

/** What an optimizer is built on: the parameters of a model, or groups of them. */
export type Parameters<Options> = readonly Parameter[] | readonly GroupOptions<Options>[];

/** A group with every option filled in. */
export type BuiltGroup<Options> = Group & Required<Options>;

/** Which values an option may take, as a rule in words and a test. */
export interface OptionRule {
  readonly must: string;
  readonly holds: (value: number) => boolean;
}

export const notNegative: OptionRule = {
  must: "be a finite number ≥ 0",
  holds: (v) => Number.isFinite(v) && v >= 0,
};
export const positive: OptionRule = {
  must: "be a finite number > 0",
  holds: (v) => Number.isFinite(v) && v > 0,
};
export const fraction: OptionRule = { must: "be in [0, 1)", holds: (v) => v >= 0 && v < 1 };

/**
 * Builds the parameter groups of an optimizer: what a group leaves out comes from `options`, and every
 * number is checked, so nothing fails at a later step.
 *
 * @throws LehrError BAD_VALUE for a number outside its rule, an empty list, or a parameter given twice.
 */
export function buildGroups<Options extends { readonly lr: number }>(
  optimizer: string,
  parameters: Parameters<Options>,
  options: Required<Options>,
  rules: Readonly<Partial<Record<keyof Options, OptionRule>>>,
): BuiltGroup<Options>[] {
  const given = isGroups(parameters) ? parameters : undefined;
  const groups = given ?? [{ params: parameters as readonly Parameter[] } as GroupOptions<Options>];
  if (groups.length === 0) throw new LehrError("BAD_VALUE", `${optimizer}: got no parameter groups`);
  const seen = new Set<Parameter>();
  return groups.map((group, index) => {
    const where = given ? `${optimizer}: group ${group.name ?? index}` : optimizer;
    const built = { ...options, ...group, params: [...group.params] } as BuiltGroup<Options>;
    for (const [key, rule] of Object.entries(rules) as [keyof Options, OptionRule][]) {
      for (const number of [built[key]].flat()) checkOption(where, String(key), number as number, rule);
    }
    if (built.params.length === 0) throw new LehrError("BAD_VALUE", `${where}: got no parameters`);
    for (const parameter of built.params) {
      if (seen.has(parameter)) {
        throw new LehrError("BAD_VALUE", `${where}: parameter "${parameter.name}" is given twice`);
      }
      seen.add(parameter);
    }
    return built;
  });
}

function isGroups<Options>(parameters: Parameters<Options>): parameters is readonly GroupOptions<Options>[] {
  return parameters[0] !== undefined && "params" in parameters[0];
}

/** @throws LehrError BAD_VALUE when the value breaks the rule. */
export function checkOption(where: string, key: string, value: number, rule: OptionRule): void {
  if (typeof value !== "number" || !rule.holds(value)) {
    throw new LehrError("BAD_VALUE", `${where}: ${key} must ${rule.must}, got ${value}`);
  }
}
