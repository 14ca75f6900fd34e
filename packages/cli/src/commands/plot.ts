import { stat } from "node:fs/promises";
import { ExitCode } from "../errors.js";
import { pictureOfSchedule } from "../plot/ofSchedule.js";
import { drawPanels, type Picture } from "../plot/picture.js";
import type { View } from "../schedule/bound.js";
import { given } from "../schedule/given.js";
import { remark } from "../schedule/remark.js";
import { styleFor } from "../words/style.js";

/** The flags of `lehr plot`. */
export interface PlotFlags extends View {
  readonly log: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const POINTS_VERSION = 1;

/** `lehr plot`: the picture goes to stdout, what there is to say about it to stderr. */
export async function plot(what: string, flags: PlotFlags): Promise<number> {
  const { panels, remarks } = await pictureOf(what, flags);
  const { stdout } = process;
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
  remark(remarks, flags);
  return ExitCode.done;
}

async function pictureOf(what: string, flags: PlotFlags): Promise<Picture> {
  const found = await stat(what).catch(() => undefined);
  if (found?.isDirectory()) return (await import("../plot/ofRun.js")).pictureOfRun(what);
  return pictureOfSchedule(await given(what), flags);
}
