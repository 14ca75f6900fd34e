import { bind, LehrError, parse } from "lehr";
import { changeAt, changeBelow, resolvePath, withChanges, type Change } from "./changes.js";
import { ConfigError, pathed } from "./configError.js";
import { readDocument, type SourceDocument } from "./document.js";
import { problemsOf } from "./issues.js";
import { throughTypes, valueAt, written, type Path, type PathMessage } from "./path.js";
import { configSchema, type Config } from "./schema.js";

/** A config that holds, and where its values were written. */
export interface LoadedConfig {
  readonly config: Config;
  /** What to call a run of it. */
  readonly name: string;
  /** The same error with the place where the value was written; any other error as it is. */
  located(error: unknown): unknown;
}

/**
 * Reads a config file, makes the changes of the command line and checks the result. Paths in it become
 * absolute.
 *
 * @throws LehrError BAD_CONFIG with one line for everything that is wrong: where it was written, the path, what must
 * hold and what came.
 */
export async function readConfig(file: string, changes: readonly Change[]): Promise<LoadedConfig> {
  return checkConfig(await readDocument(file), changes);
}

/** {@link readConfig} for a document that has been read already. */
export function checkConfig(document: SourceDocument, changes: readonly Change[]): LoadedConfig {
  const data = withChanges(document.data, changes);
  const place = (path: Path): string =>
    (changeAt(changes, path) ?? changeBelow(changes, path, document.data))?.typed ?? document.place(path);
  const line = ({ path, message }: PathMessage): string =>
    [place(path), ...(path.length > 0 ? [written(path)] : []), message].join(": ");

  const result = configSchema.safeParse(data);
  const problems = result.success
    ? scheduleProblem(result.data)
    : problemsOf(configSchema, data, result.error.issues);
  if (!result.success || problems.length > 0)
    throw new LehrError("BAD_CONFIG", problems.map(line).join("\n"));
  return {
    config: withAbsolutePaths(result.data, (file, path) => resolvePath(file, path, document.folder, changes)),
    name: document.name,
    located(error) {
      if (!(error instanceof ConfigError)) return error;
      return new LehrError(error.code, line(atTheValue(data, error.problem)), { cause: error });
    },
  };
}

/** A run that is long enough for any length: the real one may not be known before the data are read. */
const LONG_RUN = { totalSteps: 1e12, stepsPerEpoch: 1, tokensPerStep: 1e6, samplesPerStep: 1e6 };

/** Reads every length, which says where a wrong one stands, and builds the schedule, to see whether it can be. */
function scheduleProblem(config: Config): PathMessage[] {
  try {
    const bound = pathed(() => bind(config.schedule, LONG_RUN));
    if (!canBeParsed(config.schedule)) pathed(() => parse(bound));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [atTheValue(config, error.problem)];
  }
}

/** The same problem with the path that the config has; `schedule: cosine: steps must be …` tells it in part. */
function atTheValue(config: unknown, problem: PathMessage): PathMessage {
  const path = throughTypes(config, problem.path);
  const [, type, key, rule] = /^(\w+): (\w+) (must .*)$/s.exec(problem.message) ?? [];
  if (type === undefined || key === undefined || rule === undefined) return { ...problem, path };
  const full = [
    [...path, type, key],
    [...path, key],
  ].find((way) => valueAt(config, way) !== undefined);
  return full ? { path: full, message: rule } : { ...problem, path };
}

/** Most schedules can be, without a run. Those of PyTorch know no units: they are looked at in the long one. */
function canBeParsed(schedule: unknown): boolean {
  try {
    parse(schedule);
    return true;
  } catch {
    return false;
  }
}

function withAbsolutePaths(config: Config, absolute: (file: string, path: Path) => string): Config {
  const data = { ...config.data };
  const { idx, csv, text } = data;
  if (idx) {
    const images = absolute(idx.images, ["data", "idx", "images"]);
    data.idx = { ...idx, images, labels: absolute(idx.labels, ["data", "idx", "labels"]) };
  }
  if (csv) data.csv = { ...csv, file: absolute(csv.file, ["data", "csv", "file"]) };
  if (text) data.text = { ...text, file: absolute(text.file, ["data", "text", "file"]) };
  return { ...config, data };
}
