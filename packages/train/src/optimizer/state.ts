import { LehrError } from "lehr";
import type { StoredTensor } from "../checkpoint/checkpoint.js";
import type { Parameter } from "../nn/parameter.js";
import { buildGroup, type BuiltGroup, type GroupOptions, type Recipe } from "./groups.js";
import type { SlotStore } from "./slots.js";

/** Numbers that a group carries from update to update: how many there were, and running products. */
export type Memory = { updates: number } & Record<string, number>;

/** The part of an optimizer's state that goes into JSON. Every number survives it unchanged. */
export interface OptimizerState {
  /** Which optimizer it is: `AdamW`. */
  readonly optimizer: string;
  readonly updates: number;
  /** Each group's options, with the names of its parameters. */
  readonly groups: readonly SavedGroup[];
  readonly memory: readonly Memory[];
  /** The names of the arrays kept for each parameter of a group. */
  readonly slots: readonly (readonly string[])[];
}

type SavedGroup = Readonly<Record<string, unknown>> & { readonly params: readonly string[] };

/** An optimizer's state as plain data. */
export interface SavedOptimizer {
  readonly json: OptimizerState;
  /** The arrays: `0.weight.momentumBuffer`. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
}

/** A saved group that fits the optimizer. */
interface ReadGroup<Options> {
  readonly options: Omit<BuiltGroup<Options>, "params" | "name">;
  readonly memory: Memory;
  /** For each parameter. */
  readonly slots: readonly Readonly<Record<string, StoredTensor>>[];
}

/** What each parameter is called in the state. */
type Names = ReadonlyMap<Parameter, string>;

/** Copies an optimizer's state off the device, as it is at the moment of the call. */
export async function writeState<Options>(
  recipe: Recipe<Options>,
  groups: readonly BuiltGroup<Options>[],
  names: Names,
  updates: number,
  memory: ReadonlyMap<BuiltGroup<Options>, Memory>,
  store: SlotStore,
): Promise<SavedOptimizer> {
  checkNames(recipe.name, names);
  const json = {
    optimizer: recipe.name,
    updates,
    groups: groups.map((group) => {
      const listed = [...Object.keys(recipe.options), "name"] as (keyof typeof group)[];
      const options = listed.filter((key) => key in group).map((key) => [key, group[key]]);
      return {
        ...structuredClone(Object.fromEntries(options)),
        // A scheduler that comes later would take the rate for its base; one that is there already must too.
        initialLr: group.initialLr ?? group.lr,
        params: group.params.map((parameter) => names.get(parameter)!),
      };
    }),
    memory: groups.map((group) => ({ ...memory.get(group)! })),
    slots: groups.map((group) => Object.keys(store.of(group.params[0]!))),
  };
  const entries = groups
    .flatMap((group) => group.params)
    .flatMap((parameter) =>
      Object.entries(store.of(parameter)).map(async ([slot, array]) => {
        const data = (await array.ref.data()) as Float32Array;
        return [`${names.get(parameter)!}.${slot}`, { shape: parameter.shape, data }] as const;
      }),
    );
  return { json, tensors: Object.fromEntries(await Promise.all(entries)) };
}

/**
 * Checks a saved state against an optimizer's groups.
 *
 * @throws LehrError BAD_STATE
 */
export function readState<Options>(
  recipe: Recipe<Options>,
  groups: readonly BuiltGroup<Options>[],
  names: Names,
  { json, tensors }: SavedOptimizer,
): { updates: number; groups: ReadGroup<Options>[] } {
  const { name } = recipe;
  checkNames(name, names);
  if (json?.optimizer !== name) fail(name, `the saved state belongs to ${json?.optimizer}`);
  if (!isCount(json.updates)) fail(name, `the saved count of updates is ${json.updates}`);
  for (const list of [json.groups, json.memory, json.slots]) {
    if (list?.length !== groups.length) {
      fail(name, `has ${groups.length} parameter group(s), the saved state ${list?.length}`);
    }
  }
  const options = groups.map((group, index) => readOptions(recipe, group, index, names, json.groups[index]!));
  json.memory.forEach((memory, index) => {
    if (isCount(memory?.updates) && Object.values(memory).every(Number.isFinite)) return;
    fail(name, `the saved numbers of group ${index} are ${JSON.stringify(memory)}`);
  });
  const left = new Set(Object.keys(tensors));
  const found = groups.map((group, index) =>
    group.params.map((parameter) =>
      json.slots[index]!.map((slot) => {
        const key = `${names.get(parameter)!}.${slot}`;
        left.delete(key);
        return [slot, readTensor(name, parameter, key, tensors)] as const;
      }),
    ),
  );
  for (const key of left) fail(name, `the saved state holds "${key}", which it does not announce`);
  return {
    updates: json.updates,
    groups: found.map((parameters, index) => ({
      options: options[index]!,
      memory: { ...json.memory[index]! },
      slots: parameters.map((slots) => Object.fromEntries(slots)),
    })),
  };
}

/** The saved options of a group; its name stays what the program calls it now. */
function readOptions<Options>(
  recipe: Recipe<Options>,
  group: BuiltGroup<Options>,
  index: number,
  names: Names,
  saved: SavedGroup,
): ReadGroup<Options>["options"] {
  const { params, name: _, ...options } = saved;
  const present = group.params.map((parameter) => names.get(parameter)!);
  if (params?.join() !== present.join()) {
    fail(recipe.name, `group ${index} has the parameters ${present.join()}, the saved one ${params?.join()}`);
  }
  for (const key of Object.keys(recipe.options)) {
    if (!(key in options)) fail(recipe.name, `the saved group ${index} lacks "${key}"`);
  }
  // States of the first versions lack it where there was no scheduler yet.
  const initialLr = options["initialLr"] ?? options["lr"];
  const given = { ...options, initialLr, params: group.params } as unknown as GroupOptions<Options>;
  try {
    const { params: _params, ...checked } = buildGroup(`saved group ${index}`, recipe, {}, given, new Set());
    return checked as ReadGroup<Options>["options"];
  } catch (error) {
    if (error instanceof LehrError) fail(recipe.name, error.message);
    throw error;
  }
}

function readTensor(
  name: string,
  parameter: Parameter,
  key: string,
  tensors: SavedOptimizer["tensors"],
): StoredTensor {
  const saved = tensors[key];
  if (!saved) fail(name, `the saved state lacks "${key}"`);
  if (saved.shape.join() !== parameter.shape.join() || saved.data.length !== parameter.size) {
    fail(
      name,
      `"${key}" has shape [${parameter.shape.join(", ")}], the saved one [${saved.shape.join(", ")}] with ${saved.data.length} numbers`,
    );
  }
  return saved;
}

/** Arrays are kept by name, so two parameters of one name would overwrite each other. */
function checkNames(optimizer: string, names: Names): void {
  const seen = new Set<string>();
  for (const name of names.values()) {
    if (seen.has(name)) {
      fail(
        optimizer,
        `two parameters are called "${name}"; put the models under one nn.sequential before the optimizer is made`,
      );
    }
    seen.add(name);
  }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function fail(name: string, what: string): never {
  throw new LehrError("BAD_STATE", `${name}: ${what}`);
}
