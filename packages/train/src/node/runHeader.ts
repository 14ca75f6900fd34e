import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LehrError } from "lehr";
import { ioError } from "./ioError.js";

/** What a run is: written once, when it begins. Plain JSON. */
export interface RunHeader {
  /** The version of the run folder's format. */
  readonly version: 1;
  /** The command that began it, for whoever would like to begin another: `npx lehr train digits.yaml`. */
  readonly command?: string;
  /** The config with every default filled in. */
  readonly config: unknown;
  /** The spec of the learning-rate schedule. */
  readonly schedule: unknown;
  readonly seed: number;
  /** What made it: `{ lehr: "0.1.0", node: "20.20.2", "@jax-js/jax": "0.1.25" }`. The engine is filled in. */
  readonly versions: Readonly<Record<string, string>>;
}

/** The version of run folders that this Lehr writes and reads. */
export const runVersion = 1;

/** The name of the header in a run's folder. */
export const headerFile = "run.json";

/**
 * The header of a run, without taking the run's lock.
 *
 * @throws LehrError IO when there is no such run, BAD_DATA when its header is malformed or newer.
 */
export async function readRunHeader(run: string): Promise<RunHeader> {
  const path = join(run, headerFile);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw ioError("read", path, cause);
    throw new LehrError("IO", `${run} is not a run: there is no ${headerFile} in it`, { cause });
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new LehrError("BAD_DATA", `${path}: is not JSON: ${(cause as Error).message}`, { cause });
  }
  return checkHeader(path, header);
}

function checkHeader(path: string, header: unknown): RunHeader {
  const { version, seed, versions, ...rest } = (header ?? {}) as Partial<Record<keyof RunHeader, unknown>>;
  const expected = (what: string, got: unknown): LehrError =>
    new LehrError("BAD_DATA", `${path}: expected ${what}, got ${JSON.stringify(got)}`);
  if (!Number.isInteger(version)) throw expected('"version" to be a whole number', version);
  if ((version as number) > runVersion) {
    throw new LehrError(
      "BAD_DATA",
      `${path}: is of version ${String(version)}, this Lehr reads up to ${runVersion}; update Lehr to go on with it`,
    );
  }
  if (!Number.isInteger(seed)) throw expected('"seed" to be a whole number', seed);
  if (typeof versions !== "object" || versions === null)
    throw expected('"versions" to be an object', versions);
  for (const key of ["config", "schedule"] as const) {
    if (!(key in rest)) throw expected(`"${key}" to be there`, Object.keys(header as object));
  }
  return header as RunHeader;
}
