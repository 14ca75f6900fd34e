import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { LehrError } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { decodeSafetensors, encodeSafetensors } from "../checkpoint/safetensors.js";
import { makeFolder, stageFile, syncFolder, temporaryEnding } from "./atomic.js";
import { Damage } from "./damage.js";
import { checkFingerprint, fingerprint, type Fingerprint } from "./fingerprint.js";
import { ioError } from "./ioError.js";
import { decodeManifest, encodeManifest } from "./manifest.js";

/** A checkpoint that was found good. */
export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  /** What was saved beside it. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** One line for each newer checkpoint that is damaged. */
  readonly warnings: readonly string[];
}

/**
 * A folder of checkpoints: `step-00000500.model.safetensors` (PyTorch's names, so Python loads it as it is),
 * `step-00000500.optimizer.safetensors` and `step-00000500.json`. A checkpoint exists if its JSON is there and
 * everything fits its checksums. Only one process may save to a folder; {@link RunFolder} sees to that.
 *
 * @example
 * import { CheckpointFolder } from "@lehr/train/node";
 * import { mkdtempSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * const folder = new CheckpointFolder(mkdtempSync(`${tmpdir()}/lehr-`));
 * const model = { "0.weight": { shape: [2], data: Float32Array.of(1, 2) } };
 * await folder.save({ step: 500, model, optimizer: {}, state: {} });
 * (await folder.latest())?.checkpoint.step; // => 500
 */
export class CheckpointFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Saves a checkpoint whole or not at all, then removes all but this one and the one before it.
   *
   * @throws LehrError IO when the system refuses; the checkpoints that were there still are.
   */
  async save(checkpoint: Checkpoint, extra: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { step, state } = checkpoint;
    const model = encodeSafetensors(checkpoint.model);
    const optimizer = encodeSafetensors(checkpoint.optimizer);
    const files = { model: fingerprint(model), optimizer: fingerprint(optimizer) };
    await this.#write(step, [
      [modelEnding, model],
      [optimizerEnding, optimizer],
      [jsonEnding, encodeManifest({ step, files, extra, state })],
    ]);
    await this.#tidy(step);
  }

  /**
   * The newest good checkpoint, or undefined when there is none at all.
   *
   * @throws LehrError BAD_CHECKPOINT when all are damaged or one is of a newer version, IO when the folder
   * cannot be read.
   */
  async latest(): Promise<FoundCheckpoint | undefined> {
    const damaged: string[] = [];
    for (const step of (await this.#steps()).toReversed()) {
      const found = await this.#read(step, damaged);
      if (found) return { ...found, warnings: damaged.map((line) => `${line}; using step ${step}`) };
    }
    if (damaged.length === 0) return undefined;
    throw new LehrError("BAD_CHECKPOINT", `${this.path}: no checkpoint is whole:\n  ${damaged.join("\n  ")}`);
  }

  /** Names are given last and the JSON's last of all, so a crash or a full disk leaves no half checkpoint. */
  async #write(step: number, files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    await makeFolder(this.path);
    const staged = [];
    try {
      for (const [ending, bytes] of files) staged.push(await stageFile(this.#file(step, ending), bytes));
      for (const file of staged.slice(0, -1)) await file.commit();
      await syncFolder(this.path);
      await staged.at(-1)!.commit();
    } catch (error) {
      await Promise.allSettled(staged.map((file) => file.discard()));
      throw error;
    }
    await syncFolder(this.path);
  }

  /** Adds a line to `damaged` and gives undefined when a part of it is not what was written. */
  async #read(step: number, damaged: string[]): Promise<Omit<FoundCheckpoint, "warnings"> | undefined> {
    try {
      const file = this.#file(step, jsonEnding);
      const { files, state, extra, ...manifest } = decodeManifest(file, await read(file));
      if (manifest.step !== step) throw new Damage(file, `it belongs to step ${manifest.step}`);
      const model = await readTensors(this.#file(step, modelEnding), files.model);
      const optimizer = await readTensors(this.#file(step, optimizerEnding), files.optimizer);
      return { checkpoint: { step, model, optimizer, state }, extra };
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      damaged.push(error.message);
      return undefined;
    }
  }

  /** The steps of which there is a JSON file, in order. */
  async #steps(): Promise<number[]> {
    const steps = (await this.#names()).flatMap((name) =>
      name.endsWith(jsonEnding) ? (stepOf(name) ?? []) : [],
    );
    return steps.sort((a, b) => a - b);
  }

  /**
   * Keeps the checkpoint of `step` and the one before. Later ones are of a future that was given up, when a
   * damaged one made the run go on from an older one.
   */
  async #tidy(step: number): Promise<void> {
    const before = (await this.#steps()).findLast((other) => other < step);
    const names = (await this.#names()).filter((name) => {
      const of = stepOf(name);
      return name.endsWith(temporaryEnding) || (of !== undefined && of !== step && of !== before);
    });
    // The JSON goes first: without it, what is left is no checkpoint, rather than a damaged one.
    names.sort((a, b) => Number(b.endsWith(jsonEnding)) - Number(a.endsWith(jsonEnding)));
    // What cannot be removed now is tried again after the next save; the checkpoint itself is safe.
    for (const name of names) await rm(join(this.path, name), { force: true }).catch(() => {});
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw ioError("read", this.path, cause);
    }
  }

  #file(step: number, ending: string): string {
    return join(this.path, `step-${String(step).padStart(8, "0")}${ending}`);
  }
}

const jsonEnding = ".json";
const modelEnding = ".model.safetensors";
const optimizerEnding = ".optimizer.safetensors";

/** The step in a checkpoint file's name, or undefined for any other file. */
function stepOf(name: string): number | undefined {
  const match = /^step-(\d{8,})(\.json|\.model\.safetensors|\.optimizer\.safetensors)$/.exec(name);
  return match ? Number(match[1]) : undefined;
}

async function readTensors(file: string, expected: Fingerprint): Promise<Checkpoint["model"]> {
  const bytes = await read(file);
  checkFingerprint(file, bytes, expected);
  return decodeSafetensors(file, bytes);
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Damage(file, code === "ENOENT" ? "it is missing" : `it cannot be read: ${code}`);
  }
}
