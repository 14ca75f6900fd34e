import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { diff, LehrError } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { makeFolder, syncFolder, temporaryEnding, writeFileAtomically } from "./atomic.js";
import { CheckpointFolder } from "./checkpointFolder.js";
import { engine, engineVersion } from "./engineVersion.js";
import { EventLog } from "./eventLog.js";
import { ioError } from "./ioError.js";
import { eventsFile, type RunEvent } from "./runEvents.js";
import { headerFile, readRunHeader, runVersion, type RunHeader } from "./runHeader.js";
import { lockRun, type RunLock } from "./runLock.js";

/** Where a run goes on. */
export interface Resumed {
  /** The newest good checkpoint; without one the run begins anew. */
  readonly checkpoint?: Checkpoint;
  /** What a person should know: checkpoints that are damaged, events that are lost. */
  readonly warnings: readonly string[];
}

const checkpointsFolder = "checkpoints";

/**
 * A run on the disk: `run.json` says what it is, `events.ndjson` what happened (one event a line), and
 * `checkpoints/` holds its newest states. One process at a time writes it, and a kill at any instant leaves
 * something to resume from.
 *
 * @example
 * import { RunFolder } from "@lehr/train/node";
 * import { mkdtempSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * const path = `${mkdtempSync(`${tmpdir()}/lehr-`)}/run`;
 * const run = await RunFolder.create(path, { config: {}, schedule: {}, seed: 0, versions: {} });
 * run.append({ type: "step", step: 0, epoch: 0, loss: 2.3, lr: [0.1] });
 * await run.saveCheckpoint({ step: 1, model: {}, optimizer: {}, state: {} });
 * await run.close();
 * const again = await RunFolder.open(path);
 * const { checkpoint } = await again.resume();
 * checkpoint?.step; // => 1
 * await again.close();
 */
export class RunFolder {
  readonly path: string;
  readonly header: RunHeader;
  readonly #lock: RunLock;
  readonly #checkpoints: CheckpointFolder;
  #log: EventLog | undefined;

  private constructor(path: string, header: RunHeader, lock: RunLock) {
    this.path = path;
    this.header = header;
    this.#lock = lock;
    this.#checkpoints = new CheckpointFolder(join(path, checkpointsFolder));
  }

  /**
   * Begins a run in a folder, which is made if it is not there.
   *
   * @throws LehrError BAD_VALUE when the folder holds a run already, RUN_LOCKED when another process writes
   * it, IO when the system refuses.
   */
  static async create(path: string, header: Omit<RunHeader, "version">): Promise<RunFolder> {
    await makeFolder(path);
    return holding(path, async (lock) => {
      const names = await readdir(path);
      if (names.includes(headerFile)) {
        throw new LehrError(
          "BAD_VALUE",
          `${path} is a run already; go on with it by "lehr resume ${path}", or choose another folder`,
        );
      }
      const taken = names.find((name) => name === eventsFile || name === checkpointsFolder);
      if (taken)
        throw new LehrError("BAD_VALUE", `${path} holds ${taken} of something else; choose another folder`);
      const versions = { ...header.versions, [engine]: engineVersion() };
      const text = JSON.stringify({ version: runVersion, ...header, versions }, null, 2);
      // As it will be read: checkpoints hold what it says, to be compared with it.
      const run = new RunFolder(path, JSON.parse(text) as RunHeader, lock);
      await writeFileAtomically(join(path, headerFile), `${text}\n`);
      run.#log = new EventLog(join(path, eventsFile), 0);
      await syncFolder(path);
      return run;
    });
  }

  /**
   * Takes up a run that is there. Call {@link resume} before anything is appended.
   *
   * @throws LehrError IO when there is no such run, BAD_DATA when its header is malformed or newer, RUN_LOCKED
   * when another process writes it.
   */
  static async open(path: string): Promise<RunFolder> {
    const header = await readRunHeader(path);
    return holding(path, async (lock) => new RunFolder(path, header, lock));
  }

  /**
   * Finds the newest good checkpoint and cuts off the events that came after it: the run will make them
   * again, the same. Cutting twice does what cutting once does, so a kill here does no harm. Before anything
   * is cut, `restore` gets the checkpoint; when it throws, the run is as it was.
   *
   * @throws LehrError BAD_CHECKPOINT when there are checkpoints and none is good, or one is of a newer version;
   * BAD_CONFIG when the config in the header is not the one that the checkpoint was made under.
   */
  async resume(restore?: (checkpoint: Checkpoint) => Promise<void>): Promise<Resumed> {
    const found = await this.#checkpoints.latest();
    if (found) {
      this.#refuseOtherConfig(found.extra);
      await restore?.(found.checkpoint);
    }
    const warnings = [...(found?.warnings ?? [])];
    const path = join(this.path, eventsFile);
    const recorded = Number(found?.extra["eventsBytes"] ?? 0);
    const there = await wholeLines(path, recorded);
    if (there < recorded) {
      warnings.push(
        `${path} has lost ${recorded - there} of ${recorded} bytes; the run goes on without these events`,
      );
    }
    this.#log?.close();
    this.#log = new EventLog(path, there);
    await this.#removeTemporary();
    return found ? { checkpoint: found.checkpoint, warnings } : { warnings };
  }

  /**
   * Writes an event down. It is on the disk within a fifth of a second or with the next checkpoint.
   *
   * @throws LehrError IO when the system refuses.
   */
  append(event: RunEvent): void {
    this.#opened.append(event);
  }

  /**
   * Writes the checkpoint's event down, waits until all events are on the disk, and saves the checkpoint with
   * the number of their bytes.
   *
   * @throws LehrError IO when the system refuses; the checkpoints that were there still are.
   */
  async saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#opened.append({ type: "checkpoint", step: checkpoint.step });
    this.#opened.sync();
    const eventsBytes = this.#opened.lengthBefore(checkpoint.step);
    await this.#checkpoints.save(checkpoint, { eventsBytes, config: this.header.config });
  }

  /** Writes what is left to be written and lets other processes have the run. */
  async close(): Promise<void> {
    try {
      this.#log?.close();
    } finally {
      this.#log = undefined;
      await this.#lock.release();
    }
  }

  #refuseOtherConfig({ config }: Readonly<Record<string, unknown>>): void {
    const differences = diff(config, this.header.config);
    if (differences.length === 0) return;
    throw new LehrError(
      "BAD_CONFIG",
      `${join(this.path, headerFile)}: the config was changed after the run began (as it was → as it is):\n  ` +
        `${differences.join("\n  ")}\nput it back, or begin a new run`,
    );
  }

  get #opened(): EventLog {
    if (!this.#log)
      throw new LehrError("BAD_STATE", `${this.path}: is not open for writing; call resume() first`);
    return this.#log;
  }

  async #removeTemporary(): Promise<void> {
    for (const name of await readdir(this.path)) {
      if (name.endsWith(temporaryEnding)) await rm(join(this.path, name), { force: true });
    }
  }
}

/** What `use` makes while holding the run; the lock stays with what it makes, and goes when it fails. */
async function holding(path: string, use: (lock: RunLock) => Promise<RunFolder>): Promise<RunFolder> {
  const lock = await lockRun(path);
  try {
    return await use(lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** How many of the first `length` bytes of a file are there, as whole lines. */
async function wholeLines(path: string, length: number): Promise<number> {
  try {
    return (await readFile(path)).subarray(0, length).lastIndexOf("\n") + 1;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw ioError("read", path, cause);
  }
}
