import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { decodeSafetensors } from "../checkpoint/safetensors.js";
import { CheckpointFolder } from "./checkpointFolder.js";
import { sha256 } from "./fingerprint.js";

const root = mkdtempSync(join(tmpdir(), "lehr-checkpoints-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let path: string;
let folder: CheckpointFolder;
beforeEach(() => {
  path = join(mkdtempSync(join(root, "run-")), "checkpoints");
  folder = new CheckpointFolder(path);
});

const at = (step: number, size = 6): Checkpoint => ({
  step,
  model: { "0.weight": { shape: [size], data: new Float32Array(size).fill(step / 3) } },
  optimizer: {
    "0.weight.step": { shape: [], data: Int32Array.of(step) },
    "0.weight.momentumBuffer": { shape: [size], data: new Float32Array(size).fill(-step / 7) },
  },
  state: { scheduler: { step, best: Infinity }, name: "é" },
});

const endings = [".json", ".model.safetensors", ".optimizer.safetensors"];
const file = (step: number, ending: string): string =>
  join(path, `step-${String(step).padStart(8, "0")}${ending}`);
const names = (...steps: number[]): string[] =>
  steps.flatMap((step) => endings.map((ending) => file(step, ending).slice(path.length + 1)));

/** Puts a changed file in the place of one, for as long as `use` runs. */
async function changed(
  name: string,
  change: (bytes: Buffer) => Uint8Array,
  use: () => Promise<void>,
): Promise<void> {
  const before = readFileSync(name);
  writeFileSync(name, change(Buffer.from(before)));
  await use();
  writeFileSync(name, before);
}

test("a checkpoint comes back as it was, with what was saved beside it", async () => {
  await folder.save(at(500), { eventsBytes: 123 });
  expect(await folder.latest()).toEqual({ checkpoint: at(500), extra: { eventsBytes: 123 }, warnings: [] });
});

test("the model's file is safetensors with the parameters' names", async () => {
  await folder.save(at(500));
  expect(decodeSafetensors("model", readFileSync(file(500, ".model.safetensors")))).toEqual(at(500).model);
});

test("the last two are kept", async () => {
  for (const step of [100, 200, 300]) await folder.save(at(step));
  expect(readdirSync(path)).toEqual(names(200, 300));
  expect((await folder.latest())?.checkpoint.step).toBe(300);
});

test("steps are compared as numbers", async () => {
  for (const step of [99_999_999, 100_000_000]) await folder.save(at(step));
  expect((await folder.latest())?.checkpoint.step).toBe(100_000_000);
});

test("a folder without checkpoints, or none at all, holds nothing", async () => {
  expect(await folder.latest()).toBeUndefined();
  mkdirSync(path);
  expect(await folder.latest()).toBeUndefined();
});

test("what a killed process left behind is ignored, and removed after the next save", async () => {
  await folder.save(at(100));
  writeFileSync(file(200, ".model.safetensors"), "half");
  writeFileSync(`${file(200, ".json")}.4711-3.tmp`, "ha");
  writeFileSync(join(path, "notes.txt"), "mine");
  expect((await folder.latest())?.checkpoint.step).toBe(100);
  await folder.save(at(300));
  expect(readdirSync(path)).toEqual(["notes.txt", ...names(100, 300)]);
});

test("a checkpoint may be saved again", async () => {
  await folder.save(at(100), { time: 1 });
  await folder.save(at(100), { time: 2 });
  expect((await folder.latest())?.extra).toEqual({ time: 2 });
});

test("after going on from an older one, the later ones are gone", async () => {
  for (const step of [400, 500]) await folder.save(at(step));
  await folder.save(at(450));
  expect(readdirSync(path)).toEqual(names(400, 450));
});

describe("one flipped byte anywhere is noticed, and the checkpoint before is used", () => {
  test.each(endings)("in step-00000200%s", async (ending) => {
    for (const step of [100, 200]) await folder.save(at(step));
    const length = readFileSync(file(200, ending)).length;
    // Every byte of the tensors' files and every fifth of the JSON, each with another bit.
    for (let byte = 0; byte < length; byte += ending === ".json" ? 5 : 1) {
      const flip = (bytes: Buffer): Buffer => {
        bytes[byte]! ^= 1 << (byte % 8);
        return bytes;
      };
      await changed(file(200, ending), flip, async () => {
        const found = await folder.latest();
        expect(found?.checkpoint).toEqual(at(100));
        expect(found?.warnings).toEqual([
          `${file(200, ending)} is damaged (checksum differs); using step 100`,
        ]);
      });
    }
    expect((await folder.latest())?.checkpoint.step).toBe(200);
  });
});

describe("other damage is named", () => {
  beforeEach(async () => {
    for (const step of [100, 200]) await folder.save(at(step));
  });
  const warning = async (): Promise<string> => (await folder.latest())!.warnings.join();

  test("a file that is cut short, longer, empty or missing", async () => {
    const model = file(200, ".model.safetensors");
    const { length } = readFileSync(model);
    await changed(
      model,
      (bytes) => bytes.subarray(0, -1),
      async () => {
        expect(await warning()).toContain(`${length} bytes were written, it has ${length - 1}`);
      },
    );
    await changed(
      model,
      (bytes) => Buffer.concat([bytes, bytes]),
      async () => {
        expect(await warning()).toContain(`${length} bytes were written, it has ${2 * length}`);
      },
    );
    await changed(
      file(200, ".json"),
      () => Buffer.alloc(0),
      async () => {
        expect(await warning()).toContain("00200.json is damaged (checksum differs); using step 100");
      },
    );
    rmSync(model);
    expect(await warning()).toBe(`${model} is damaged (it is missing); using step 100`);
  });

  test("a file under another's name", async () => {
    for (const ending of endings) renameSync(file(200, ending), file(300, ending));
    expect(await warning()).toBe(`${file(300, ".json")} is damaged (it belongs to step 200); using step 100`);
  });

  test("all of them", async () => {
    for (const step of [100, 200]) writeFileSync(file(step, ".optimizer.safetensors"), "x");
    await expect(folder.latest()).rejects.toMatchObject({ code: "BAD_CHECKPOINT" });
    await expect(folder.latest()).rejects.toThrow(
      `${path}: no checkpoint is whole:\n  ${file(200, ".optimizer.safetensors")} is damaged`,
    );
  });
});

test("a newer format is refused, not passed over for an older checkpoint", async () => {
  for (const step of [100, 200]) await folder.save(at(step));
  const text = readFileSync(file(200, ".json"), "utf8").replace('"version": 1', '"version": 2');
  const body = text.slice(0, text.lastIndexOf(",\n"));
  writeFileSync(file(200, ".json"), `${body},\n  "sha256": "${sha256(body)}"\n}\n`);
  await expect(folder.latest()).rejects.toThrow(
    `${file(200, ".json")}: is of format version 2, this Lehr reads up to 1; update Lehr to go on with it`,
  );
});

test("a full disk leaves the checkpoints as they were (skipped where none can be mounted)", async ({
  skip,
}) => {
  mkdirSync(path);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", path]).status === 0;
  if (!mounted) skip("mounting a small disk needs root");
  try {
    for (const step of [100, 200]) await folder.save(at(step, 1000));
    // The model fits, the optimizer does not.
    await expect(folder.save(at(300, 15_000))).rejects.toMatchObject({ code: "IO" });
    await expect(folder.save(at(200, 15_000))).rejects.toThrow("the disk is full");
    expect(readdirSync(path)).toEqual(names(100, 200));
    expect((await folder.latest())?.checkpoint).toEqual(at(200, 1000));
    await folder.save(at(300, 1000));
    expect(readdirSync(path)).toEqual(names(200, 300));
  } finally {
    spawnSync("umount", [path]);
  }
});
