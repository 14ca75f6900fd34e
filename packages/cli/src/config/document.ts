import { readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { LehrError } from "lehr";
import { isMap, isPair, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { Path } from "./path.js";

/** A YAML or JSON file as plain data that knows where everything was written. */
export interface SourceDocument {
  /** The file's name without its ending. */
  readonly name: string;
  /** The folder that relative paths in it start from. */
  readonly folder: string;
  readonly data: unknown;
  /** `file:line:column` of a value, or, for one that is not there, of what should hold it. */
  place(path: Path): string;
}

/**
 * Reads a YAML or JSON file.
 *
 * @throws LehrError BAD_CONFIG when it cannot be read or is not YAML, with line and column.
 */
export async function readDocument(file: string): Promise<SourceDocument> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    // Loaded only here: a plot should not wait for what can write a run.
    const { ioError } = await import("@lehr/train/node");
    throw new LehrError("BAD_CONFIG", ioError("read", file, cause).message, { cause });
  }
  const name = basename(file, extname(file));
  return { name, folder: dirname(resolve(file)), ...readYaml(text, file) };
}

/** Reads YAML (or JSON, which is YAML) from a text that errors call `origin`. */
export function readYaml(text: string, origin: string): Pick<SourceDocument, "data" | "place"> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${origin}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error) throw new LehrError("BAD_CONFIG", `${at(error.pos[0])}: ${error.message}`, { cause: error });
  return { data: document.toJS() as unknown, place: (path) => at(offsetOf(document.contents, path)) };
}

/** Where a value begins; its key, where it has one. The last place on the way to one that is not there. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const step = inside(node, key);
    if (step === undefined) break;
    [node, offset] = step;
  }
  return offset;
}

function inside(node: unknown, key: string | number): [node: unknown, offset: number] | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | undefined;
    return item && [item, item.range?.[0] ?? 0];
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((pair) => isPair(pair) && String(pair.key) === String(key));
  return pair && [pair.value, (pair.key as Node).range?.[0] ?? 0];
}
