import { closeSync, constants, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { ioError } from "./ioError.js";
import { eventLine, parseEventLine, type RunEvent } from "./runEvents.js";

/** How long, in milliseconds, an event may wait in memory. */
const patience = 200;

/**
 * Appends events to a file. Writing one costs a string; the disk is asked every 200 ms. It is synchronous,
 * because a training loop that never leaves its microtasks would starve anything else.
 */
export class EventLog {
  readonly #path: string;
  readonly #file: number;
  #length: number;
  #waiting: string[] = [];
  #flushed = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #lastStep = -1;

  /** Keeps the first `length` bytes of the file and cuts off the rest; makes the file if there is none. */
  constructor(path: string, length: number) {
    this.#path = path;
    this.#length = length;
    this.#file = this.#ask(() => openSync(path, constants.O_RDWR | constants.O_CREAT));
    this.#ask(() => ftruncateSync(this.#file, length));
  }

  append(event: RunEvent): void {
    this.#waiting.push(eventLine(event));
    if (event.type === "step") this.#lastStep = event.step;
    if (performance.now() - this.#flushed > patience) this.flush();
    else this.#timer ??= setTimeout(() => this.#flushLater(), patience).unref();
  }

  /** @throws LehrError IO when the system refuses; nothing is lost, and the next flush tries again. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = Buffer.from(this.#waiting.join(""));
    this.#ask(() => {
      // At a position, so that what a full disk cut short is written over and no line is there twice.
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.#length + done);
      }
    });
    this.#length += bytes.length;
    this.#waiting = [];
    this.#flushed = performance.now();
  }

  /** Waits until the disk has everything, and gives the file's length in bytes. */
  sync(): number {
    this.flush();
    this.#ask(() => fsyncSync(this.#file));
    return this.#length;
  }

  /**
   * How many bytes of the file are before the update numbered `step`. After a divergence the state goes back
   * past updates that are written down already.
   */
  lengthBefore(step: number): number {
    if (this.#lastStep < step) return this.#length;
    let length = 0;
    for (const line of this.#ask(() => readFileSync(this.#path, "utf8"))
      .split("\n")
      .slice(0, -1)) {
      const event = parseEventLine(this.#path, line);
      if (event.type === "step" && event.step >= step) break;
      length += Buffer.byteLength(line) + 1;
    }
    return length;
  }

  close(): void {
    try {
      this.sync();
    } finally {
      clearTimeout(this.#timer);
      closeSync(this.#file);
    }
  }

  /** Nobody could catch an error here; whoever flushes next gets it. */
  #flushLater(): void {
    try {
      this.flush();
    } catch {
      this.#timer = undefined;
    }
  }

  #ask<Answer>(system: () => Answer): Answer {
    try {
      return system();
    } catch (cause) {
      throw ioError("write", this.#path, cause);
    }
  }
}
