import { readEvents, readRunHeader } from "@lehr/train/node";
import { parse } from "lehr";
import { History } from "../run/history.js";
import { panelsOfHistory } from "./ofHistory.js";
import type { Picture } from "./picture.js";

/** The rates and losses that a run has logged, whether it has ended or not. */
export async function pictureOfRun(folder: string): Promise<Picture> {
  const { schedule } = await readRunHeader(folder);
  const history = new History(await readEvents(folder));
  const remarks = history.steps.length === 0 ? [`${folder}: no update has been made yet`] : [];
  return { panels: panelsOfHistory(history, parse(schedule).phases), remarks };
}
