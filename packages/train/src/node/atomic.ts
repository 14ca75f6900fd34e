import { existsSync, statSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ioError } from "./ioError.js";

/** How the names of files end that are being written. One that is left over is a file that never was. */
export const temporaryEnding = ".tmp";

/** A file that is on the disk already, under another name. */
export interface StagedFile {
  /** Gives the file its name, in place of what had it. */
  commit(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

let staged = 0;

/**
 * Writes a file under a temporary name in its folder and waits until the disk has it, so that all of several
 * files are there before the first is given its name.
 *
 * @throws LehrError IO when the system refuses; nothing is left behind.
 */
export async function stageFile(path: string, bytes: Uint8Array | string): Promise<StagedFile> {
  const temporary = `${path}.${process.pid}-${++staged}${temporaryEnding}`;
  const discard = async (): Promise<void> => rm(temporary, { force: true });
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    await discard().catch(() => {});
    throw ioError("write", path, cause);
  }
  return {
    commit: async () => {
      try {
        await rename(temporary, path);
      } catch (cause) {
        await discard().catch(() => {});
        throw ioError("write", path, cause);
      }
    },
    discard,
  };
}

/**
 * Writes a whole file or nothing: whoever reads `path`, now or after a crash, finds the old bytes or the new.
 *
 * @throws LehrError IO when the system refuses; the old file is as it was and nothing is left behind.
 * @example
 * import { writeFileAtomically } from "@lehr/train/node";
 * import { tmpdir } from "node:os";
 * await writeFileAtomically(`${tmpdir()}/lehr-example.json`, "{}");
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await stageFile(path, bytes);
  await file.commit();
  await syncFolder(dirname(path));
}

/** Makes a folder and those above it, where they are not there. */
export async function makeFolder(path: string): Promise<void> {
  const parent = dirname(path);
  // One by one: Node's own `recursive` never returns where the system makes no folders at all, as in /proc.
  try {
    await mkdir(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    if (code !== "ENOENT" || existsSync(parent)) throw ioError("write", path, cause);
    await makeFolder(parent);
    return makeFolder(path);
  }
  await syncFolder(parent);
}

/** Waits until the disk has the names in a folder. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs not: its file systems keep the order of renames.
  if (process.platform === "win32") return;
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    throw ioError("write", path, cause);
  }
}
