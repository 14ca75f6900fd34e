import { open } from "node:fs/promises";
import { join } from "node:path";
import { ioError } from "./ioError.js";
import { eventsFile, parseEventLine, type RunEvent } from "./runEvents.js";

/** How much of the file's end is read first; a line is longer only when it has very many groups. */
const TAIL = 4096;

/**
 * The last event of a run, read from the end of its file, whatever the length of the file; undefined when
 * there is none. A last line that was not written to its end is left out.
 *
 * @throws LehrError IO when the file cannot be read, BAD_DATA when the line is not an event.
 */
export async function lastEvent(run: string): Promise<RunEvent | undefined> {
  const path = join(run, eventsFile);
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      for (let tail = Math.min(TAIL, size); ; tail = Math.min(2 * tail, size)) {
        const { buffer } = await file.read({ buffer: Buffer.alloc(tail), position: size - tail });
        const end = buffer.lastIndexOf("\n");
        if (end === -1 && tail === size) return undefined;
        const before = end > 0 ? buffer.lastIndexOf("\n", end - 1) : -1;
        if (end !== -1 && (before !== -1 || tail === size)) {
          return parseEventLine(path, buffer.subarray(before + 1, end).toString("utf8"));
        }
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw (cause as Partial<NodeJS.ErrnoException>).syscall ? ioError("read", path, cause) : cause;
  }
}
