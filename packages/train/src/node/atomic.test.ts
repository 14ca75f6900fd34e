import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeFileAtomically } from "./atomic.js";

const folder = mkdtempSync(join(tmpdir(), "lehr-atomic-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

test("a file is written, and written over, and nothing else is left", async () => {
  const path = join(fresh("over"), "file");
  await writeFileAtomically(path, "old and long");
  await writeFileAtomically(path, Uint8Array.of(110, 101, 119));
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(join(folder, "over"))).toEqual(["file"]);
});

test("many writers of one file leave one of their files, whole", async () => {
  const path = join(fresh("many"), "file");
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
  expect(texts).toContain(readFileSync(path, "utf8"));
  expect(readdirSync(join(folder, "many"))).toEqual(["file"]);
});

test("a folder in the way, or none to write to, is named, and nothing is left behind", async () => {
  const path = fresh("way");
  mkdirSync(join(path, "file", "in"), { recursive: true });
  await expect(writeFileAtomically(join(path, "file"), "x")).rejects.toMatchObject({ code: "IO" });
  await expect(writeFileAtomically(join(path, "file"), "x")).rejects.toThrow(`cannot write ${path}/file: `);
  expect(readdirSync(path)).toEqual(["file"]);
  await expect(writeFileAtomically(join(path, "no", "file"), "x")).rejects.toThrow(
    `cannot write ${path}/no/file: there is no such file or folder (ENOENT)`,
  );
});

describe("as somebody without rights", () => {
  const isRoot = process.geteuid?.() === 0;
  test.skipIf(!isRoot)("a folder that is not theirs is refused (skipped without root)", async () => {
    const path = fresh("rights");
    writeFileSync(join(path, "file"), "old");
    process.seteuid!(65534);
    try {
      await expect(writeFileAtomically(join(path, "file"), "new")).rejects.toThrow(
        "permission denied; choose a place that you may write to (EACCES)",
      );
    } finally {
      process.seteuid!(0);
    }
    expect(readFileSync(join(path, "file"), "utf8")).toBe("old");
  });
});

test("a full disk leaves the old file and no other (skipped where none can be mounted)", async ({ skip }) => {
  const path = fresh("full");
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path]).status === 0;
  if (!mounted) skip("mounting a small disk needs root");
  try {
    await writeFileAtomically(join(path, "file"), "old");
    await expect(writeFileAtomically(join(path, "file"), new Uint8Array(100_000))).rejects.toThrow(
      `cannot write ${path}/file: the disk is full; free some space and try again (ENOSPC)`,
    );
    expect(readFileSync(join(path, "file"), "utf8")).toBe("old");
    expect(readdirSync(path)).toEqual(["file"]);
  } finally {
    spawnSync("umount", [path]);
  }
});
