import { LehrError, nearest } from "lehr";
import type { Parameter } from "../nn/parameter.js";
import { notNegative, type OptionRule } from "./rules.js";

/** What every parameter group has. The optimizer's own options stand beside these, by name. */
export interface Group {
  params: Parameter[];
  lr: number;
  /** The base rate that schedulers scale; a scheduler sets it from `lr` when it is missing. */
  initialLr?: number;
  name?: string;
}

/** Options as the caller may change them between updates. */
type Writable<Options> = {
  -readonly [Key in keyof Options]-?: Required<Options>[Key] extends readonly [number, number]
    ? [number, number]
    : Required<Options>[Key];
};

/** A group with every option filled in. */
export type BuiltGroup<Options> = Group & Writable<Options>;

/** What a caller may give for a group: parameters, and whatever differs from the optimizer's options. */
export type GroupOptions<Options> = Partial<Options> & {
  readonly params: readonly Parameter[];
  readonly initialLr?: number;
  readonly name?: string;
};

/** What an optimizer is built on: the parameters of a model, or groups of them. */
export type Parameters<Options> = readonly Parameter[] | readonly GroupOptions<Options>[];

/** What tells one optimizer from another before any update: its name, and each option's default and rule. */
export interface Recipe<Options> {
  readonly name: string;
  readonly options: { readonly [Key in keyof Options]-?: readonly [Required<Options>[Key], OptionRule] };
  /** Throws when options that are right one by one do not go together. */
  check?(where: string, group: BuiltGroup<Options>): void;
}

/**
 * The groups in what the caller gave: the list itself, or one group of everything.
 *
 * @throws LehrError BAD_VALUE for anything but a list with something in it.
 */
export function listGroups<Options>(
  optimizer: string,
  parameters: Parameters<Options>,
): readonly GroupOptions<Options>[] {
  if (!Array.isArray(parameters)) {
    throw new LehrError(
      "BAD_VALUE",
      `${optimizer}: expected a list of parameters or of groups; did you mean model.parameters()?`,
    );
  }
  if (parameters.length === 0) throw new LehrError("BAD_VALUE", `${optimizer}: got no parameters`);
  const grouped = "params" in (parameters[0] as object);
  return grouped
    ? (parameters as readonly GroupOptions<Options>[])
    : [{ params: parameters as readonly Parameter[] } as GroupOptions<Options>];
}

/**
 * Fills in what a group leaves out, first from `common`, then from the recipe's defaults. Every option is
 * checked, so that nothing fails at a later update.
 *
 * @throws LehrError UNKNOWN_KEY for an option that the optimizer does not have; BAD_VALUE for a value
 * outside its rule, an empty group, or a parameter that is `taken` already.
 */
export function buildGroup<Options>(
  where: string,
  recipe: Recipe<Options>,
  common: Partial<Options>,
  group: GroupOptions<Options>,
  taken: ReadonlySet<Parameter>,
): BuiltGroup<Options> {
  const { params, name, initialLr, ...own } = group;
  if (!Array.isArray(params) || params.length === 0) {
    throw new LehrError("BAD_VALUE", `${where}: got no parameters`);
  }
  const seen = new Set(taken);
  for (const parameter of params as readonly Parameter[]) {
    if (seen.has(parameter)) {
      throw new LehrError("BAD_VALUE", `${where}: parameter "${parameter.name}" is given twice`);
    }
    seen.add(parameter);
  }
  if (initialLr !== undefined) checkOption(where, "initialLr", initialLr, notNegative);
  const built = {
    params: [...params],
    ...(name !== undefined && { name }),
    ...(initialLr !== undefined && { initialLr }),
    ...checkOptions(where, recipe, { ...common, ...own }),
  } as BuiltGroup<Options>;
  recipe.check?.(where, built);
  return built;
}

/**
 * The given options, checked and copied, with defaults for the others.
 *
 * @throws LehrError BAD_VALUE or UNKNOWN_KEY
 */
export function checkOptions<Options>(where: string, recipe: Recipe<Options>, given: object): object {
  const known = Object.entries(recipe.options) as [string, readonly [unknown, OptionRule]][];
  const values = new Map<string, unknown>(Object.entries(given));
  for (const key of values.keys()) {
    if (Object.hasOwn(recipe.options, key)) continue;
    const near = nearest(key, Object.keys(recipe.options));
    const hint = near === undefined ? "" : `, did you mean "${near}"?`;
    throw new LehrError("UNKNOWN_KEY", `${where}: unknown option "${key}"${hint}`);
  }
  return Object.fromEntries(
    known.map(([key, [preset, rule]]) => {
      const value = values.has(key) ? values.get(key) : preset;
      checkOption(where, key, value, rule);
      // Groups must not share a pair, or changing one group's momentum would change the others'.
      return [key, Array.isArray(value) ? [...value] : value];
    }),
  );
}

/** @throws LehrError BAD_VALUE when the value breaks the rule. */
export function checkOption(where: string, key: string, value: unknown, rule: OptionRule): void {
  if (rule.holds(value)) return;
  const got = Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
  throw new LehrError("BAD_VALUE", `${where}: ${key} must ${rule.must}, got ${got}`);
}
