import { resolve } from "node:path";
import { LehrError } from "lehr";
import { readYaml } from "./document.js";
import { readPath, valueAt, written, type Path } from "./path.js";

/** One value that the command line puts into a config. */
export interface Change {
  readonly path: Path;
  readonly value: unknown;
  /** What was typed, for errors: `--set train.epochs=5`. */
  readonly typed: string;
}

/**
 * Reads `--set path=value`, where the value is YAML: `1e-3`, `5%`, `[64, 64]`, `{cosine: {steps: 100}}`.
 *
 * @throws LehrError BAD_CONFIG when there is no `=`, or the path or the value cannot be read.
 */
export function readChange(text: string): Change {
  const typed = `--set ${text}`;
  const split = text.indexOf("=");
  if (split < 1) throw new LehrError("BAD_CONFIG", `${typed}: must be path=value, such as train.epochs=5`);
  const { data } = readYaml(text.slice(split + 1), typed);
  try {
    return { path: readPath(text.slice(0, split)), value: data, typed };
  } catch (error) {
    throw new LehrError("BAD_CONFIG", `${typed}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The data with the changes made, one after the other. What was given stays as it is.
 *
 * @throws LehrError BAD_CONFIG for a path that leads through something that holds nothing.
 */
export function withChanges(data: unknown, changes: readonly Change[]): unknown {
  return changes.reduce((result, change) => changed(result, change, 0), data);
}

function changed(data: unknown, change: Change, depth: number): unknown {
  const { path, value, typed } = change;
  if (depth === path.length) return value;
  const key = path[depth]!;
  if (Array.isArray(data) && typeof key === "number" && key <= data.length) {
    return Object.assign([...(data as unknown[])], { [key]: changed(data[key], change, depth + 1) });
  }
  if (data !== undefined && (typeof data !== "object" || data === null || Array.isArray(data))) {
    const what = depth === 0 ? "the config" : written(path.slice(0, depth));
    throw new LehrError(
      "BAD_CONFIG",
      `${typed}: ${what} is ${JSON.stringify(data)} and has no ${String(key)}`,
    );
  }
  const object = (data ?? {}) as Record<string, unknown>;
  return { ...object, [key]: changed(object[key], change, depth + 1) };
}

/** What was typed to bring in the value at this path, if it was the command line. */
export function changeAt(changes: readonly Change[], path: Path): Change | undefined {
  return changes.findLast(
    (change) =>
      path.every((key, index) => index >= change.path.length || key === change.path[index]) &&
      path.length >= change.path.length,
  );
}

/** What was typed to bring in something below this path, where the config had nothing at all. */
export function changeBelow(changes: readonly Change[], path: Path, config: unknown): Change | undefined {
  if (valueAt(config, path) !== undefined) return undefined;
  return changes.findLast((change) => path.every((key, index) => key === change.path[index]));
}

/** A file named on the command line is meant as the shell means it; one in a config from where the config is. */
export function resolvePath(file: string, path: Path, folder: string, changes: readonly Change[]): string {
  return changeAt(changes, path) ? resolve(file) : resolve(folder, file);
}
