import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { csv, idx, spirals, text, type Dataset, type Split } from "@lehr/train";
import { ioError } from "@lehr/train/node";
import { ConfigError } from "../config/configError.js";
import type { Path } from "../config/path.js";
import type { Config } from "../config/schema.js";
import { declarations } from "./declarations.js";

/**
 * Reads the data that a config names.
 *
 * @throws ConfigError when a file cannot be read, LehrError BAD_DATA when its content is not what it should be.
 */
export async function openData({ data, seed }: Config): Promise<Dataset> {
  if (data.spirals) return spirals({ ...data.spirals, ...split(data.spirals), seed });
  if (data.declarations) {
    const { context } = data.declarations;
    return text(await declarations(), { context, ...split(data.declarations), name: "declarations" });
  }
  if (data.text) {
    const { file, context } = data.text;
    const content = await contentOf(file, ["data", "text", "file"]);
    return text(content.toString("utf8"), { context, ...split(data.text), name: shown(file) });
  }
  if (data.idx) {
    const { images, labels, classes } = data.idx;
    const names = { images: shown(images), labels: shown(labels) };
    return idx(
      await contentOf(images, ["data", "idx", "images"]),
      await contentOf(labels, ["data", "idx", "labels"]),
      {
        classes,
        names,
        seed,
        ...split(data.idx),
      },
    );
  }
  const { file, task, ...options } = data.csv!;
  const content = await contentOf(file, ["data", "csv", "file"]);
  return csv(content.toString("utf8"), {
    ...options,
    ...(task && { task }),
    ...split(options),
    seed,
    name: shown(file),
  });
}

/** The schema has made sure that a text is a percentage. */
function split({ validation }: { validation: number | string }): { validation: Split } {
  return { validation: validation as Split };
}

async function contentOf(file: string, path: Path): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ConfigError(path, ioError("read", shown(file), cause).message, { cause });
  }
}

/** A file as it is called from here, where that is shorter. */
function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith("..") ? file : way;
}
