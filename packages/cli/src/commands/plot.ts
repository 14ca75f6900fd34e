import { stat } from "node:fs/promises";
import { LehrError } from "lehr";
import { readDocument, readYaml, type SourceDocument } from "../config/document.js";
import { ExitCode } from "../errors.js";
import { pictureOfSpec, type SpecView } from "../plot/ofSpec.js";
import { drawPanels, type Picture } from "../plot/picture.js";
import { styleFor } from "../words/style.js";

/** The flags of `lehr plot`. */
export interface PlotFlags extends SpecView {
  readonly log: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const POINTS_VERSION = 1;

/** What only a config has, at its top. */
const CONFIG_KEYS = new Set(["data", "model", "optimizer", "train"]);

/** `lehr plot`: the picture goes to stdout, what there is to say about it to stderr. */
export async function plot(what: string, flags: PlotFlags): Promise<number> {
  const { panels, remarks } = await pictureOf(what, flags);
  const { stdout, stderr } = process;
  if (flags.json) {
    const series = panels.flatMap((panel) =>
      panel.series.map(({ name, x, y }) => ({ name, x: Array.from(x), y: Array.from(y) })),
    );
    stdout.write(`${JSON.stringify({ v: POINTS_VERSION, series })}\n`);
  } else {
    const { colored } = styleFor({ color: flags.color, isTTY: stdout.isTTY });
    const { width = stdout.columns || 80, height = 12, log } = flags;
    stdout.write(`${drawPanels(panels, { width, height, log, color: colored })}\n`);
  }
  const style = styleFor({ color: flags.color, isTTY: stderr.isTTY });
  for (const remark of remarks) stderr.write(`${style.warning(remark)}\n`);
  return ExitCode.done;
}

async function pictureOf(what: string, flags: PlotFlags): Promise<Picture> {
  const found = await stat(what).catch(() => undefined);
  if (found?.isDirectory()) return (await import("../plot/ofRun.js")).pictureOfRun(what);
  const document = found ? await readDocument(what) : inline(what);
  const keys = Object.keys((document.data ?? {}) as object);
  if (keys.some((key) => CONFIG_KEYS.has(key))) {
    return (await import("../plot/ofConfig.js")).pictureOfConfig(document);
  }
  return pictureOfSpec(document, flags);
}

/** A schedule that was typed instead of a file's name. */
function inline(text: string): SourceDocument {
  const document = { name: "schedule", folder: process.cwd(), ...readYaml(text, "schedule") };
  if (typeof document.data === "object" || typeof document.data === "number") return document;
  throw new LehrError(
    "BAD_CONFIG",
    `${text}: no such file or folder, and no schedule such as 'cosine: {steps: 100}'`,
  );
}
