import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LehrError } from "lehr";
import type { CheckpointEvent, TrainEvent } from "../trainer/events.js";
import { ioError } from "./ioError.js";
import { fromLosslessJson, toLosslessJson } from "./losslessJson.js";

/** What a run's folder keeps of each event. A checkpoint's contents are in files of their own. */
export type RunEvent =
  Exclude<TrainEvent, CheckpointEvent> | { readonly type: "checkpoint"; readonly step: number };

/** The version of the event lines that this Lehr writes and reads. */
const version = 1;

/** The name of the events' file in a run's folder. */
export const eventsFile = "events.ndjson";

/** One line of NDJSON. Numbers that JSON lacks become `{"$number": "NaN"}`, as in the checkpoints. */
export function eventLine(event: RunEvent): string {
  return `${toLosslessJson({ v: version, ...event })}\n`;
}

/** @throws LehrError BAD_DATA naming file and line when a line is not an event. */
export function parseEventLine(where: string, line: string): RunEvent {
  let parsed: unknown;
  try {
    parsed = fromLosslessJson(line);
  } catch (cause) {
    throw new LehrError("BAD_DATA", `${where}: expected an event as JSON, got ${line.slice(0, 40)}`, {
      cause,
    });
  }
  const { v, ...event } = (parsed ?? {}) as { v?: unknown; type?: unknown };
  if (typeof v !== "number" || typeof event.type !== "string") {
    throw new LehrError(
      "BAD_DATA",
      `${where}: expected an event with "v" and "type", got ${line.slice(0, 40)}`,
    );
  }
  if (v > version) {
    throw new LehrError(
      "BAD_DATA",
      `${where}: is of version ${v}, this Lehr reads up to ${version}; update Lehr`,
    );
  }
  return event as RunEvent;
}

/**
 * The events of a run, in order, whether it is still running, was killed, or has ended. A last line that was
 * not written to its end is left out.
 *
 * @throws LehrError IO when the file cannot be read, BAD_DATA naming the line that is not an event.
 */
export async function readEvents(run: string): Promise<RunEvent[]> {
  const path = join(run, eventsFile);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw ioError("read", path, cause);
  }
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
  return lines.map((line, index) => parseEventLine(`${path}: line ${index + 1}`, line));
}
