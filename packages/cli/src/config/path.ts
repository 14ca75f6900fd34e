import { LehrError } from "lehr";

/** The way to a value in a config: keys of objects and places in lists. */
export type Path = readonly (string | number)[];

/** `["schedule", "parts", 1, "steps"]` as people write it: `schedule.parts[1].steps`. */
export function written(path: Path): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index ? `.${key}` : key)).join("");
}

/**
 * The opposite of {@link written}.
 *
 * @throws LehrError BAD_CONFIG for a text that is no path.
 */
export function readPath(text: string): Path {
  if (!/^[^.[\]]+(\.[^.[\]]+|\[\d+\])*$/.test(text)) {
    throw new LehrError(
      "BAD_CONFIG",
      `${JSON.stringify(text)} is not a path such as train.batchSize or schedule.parts[1].steps`,
    );
  }
  return text
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** The value at a path in plain data; undefined when the path does not lead anywhere. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | null)?.[key],
    data,
  );
}

/**
 * The way to the same value where types are written as keys: a path of the library, `schedule.steps`, leads
 * to `schedule.cosine.steps` in `schedule: { cosine: { steps: 100 } }`.
 */
export function throughTypes(data: unknown, path: Path): Path {
  const way: (string | number)[] = [];
  let value = data;
  for (const key of path) {
    const [only] = typeof value === "object" && value !== null ? Object.keys(value) : [];
    if (only !== undefined && only !== key && Object.keys(value as object).length === 1) {
      way.push(only);
      value = (value as Record<string, unknown>)[only];
      if (key === "type") break;
    }
    way.push(key);
    value = valueAt(value, [key]);
  }
  return way;
}

/** What is wrong with the value at a path. */
export interface PathMessage {
  readonly path: Path;
  readonly message: string;
}
