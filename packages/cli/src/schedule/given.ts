import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fromLink, LehrError, nearest, presets } from "lehr";
import { ConfigError } from "../config/configError.js";
import { readDocument, readYaml, type SourceDocument } from "../config/document.js";
import { optimizerOf } from "../config/optimizer.js";
import { throughTypes, written } from "../config/path.js";
import type { Config } from "../config/schema.js";

/** What a command was given to look at, as it is written: its lengths may still have units. */
export interface Given {
  /** What to call it; a schedule that was typed or linked has no name. */
  readonly name?: string;
  readonly spec: unknown;
  /** The base rate that comes with it. */
  readonly base?: number;
  /** The config that it stands in. */
  readonly config?: Config;
  /** A recipe that was published, for runs that are longer than what one tries out. */
  readonly published?: boolean;
  /** The same error with the place where the value was written; any other error as it is. */
  located(error: unknown): unknown;
}

/** What only a config has, at its top. */
const CONFIG_KEYS = ["data", "model", "optimizer", "train"];

/**
 * Reads what all commands that look at a schedule are given: a file with a schedule or a config, a run's
 * folder, a link, the name of a preset, or a schedule as YAML, in this order.
 *
 * @throws LehrError BAD_CONFIG or BAD_SPEC for what is none of these, with what may have been meant.
 */
export async function given(what: string): Promise<Given> {
  const found = await stat(what).catch(() => undefined);
  if (found?.isDirectory()) return ofRun(what);
  if (found) return ofDocument(await readDocument(what));
  if (/^s\d+=/.test(what)) return { spec: (await fromLink(what)).spec, located: located(standing("link")) };
  const preset = presets.find(({ name }) => name === what);
  if (preset === undefined) return ofDocument(typed(what));
  const { name, spec, peak } = preset;
  return {
    name,
    spec,
    ...(peak !== undefined && { base: peak }),
    published: true,
    located: located(standing(name, spec)),
  };
}

async function ofDocument(document: SourceDocument): Promise<Given> {
  const { data } = document;
  if (typeof data === "object" && data !== null && CONFIG_KEYS.some((key) => key in data)) {
    return ofConfig(document);
  }
  return { spec: data, located: located(document) };
}

async function ofConfig(document: SourceDocument): Promise<Given> {
  // Loaded only here: a schedule on its own should not wait for the schema of configs.
  const { checkConfig } = await import("../config/read.js");
  const { config, name, located } = checkConfig(document, []);
  return { name, spec: config.schedule, base: optimizerOf(config)[1].lr, config, located };
}

async function ofRun(folder: string): Promise<Given> {
  const { readRunHeader } = await import("@lehr/train/node");
  return ofConfig(standing(basename(resolve(folder)), (await readRunHeader(folder)).config, folder));
}

/** Data that were not written where a person could look. */
function standing(name: string, data?: unknown, origin = name): SourceDocument {
  return { name, folder: process.cwd(), data, place: () => origin };
}

/** A schedule that was typed instead of a name. */
function typed(text: string): SourceDocument {
  const document = { name: "schedule", folder: process.cwd(), ...readYaml(text, "schedule") };
  if (typeof document.data === "object" || typeof document.data === "number") return document;
  const names = presets.map(({ name }) => name);
  const meant = nearest(text, names);
  const known = /[./\\]/.test(text) ? "" : `; the presets are ${names.join(", ")}`;
  throw new LehrError(
    "BAD_CONFIG",
    meant === undefined
      ? `${text}: no such file or folder, and no schedule such as 'cosine: {steps: 100}'${known}`
      : `${text}: no such file, folder or preset, did you mean "${meant}"?`,
  );
}

/** In a file that is nothing but the schedule, paths do not begin with `schedule`. */
function located({ data, place }: SourceDocument): (error: unknown) => unknown {
  return (error) => {
    if (!(error instanceof ConfigError)) return error;
    const { path, message } = error.problem;
    const way = throughTypes(data, path.slice(1));
    const where = way.length > 0 ? `${place(way)}: ${written(way)}` : place(way);
    return new LehrError(error.code, `${where}: ${message}`, { cause: error });
  };
}
