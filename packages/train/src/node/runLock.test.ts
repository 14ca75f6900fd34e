import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { lockRun } from "./runLock.js";

const root = mkdtempSync(join(tmpdir(), "lehr-lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let run: string;
beforeEach(() => {
  run = mkdtempSync(join(root, "run-"));
});

const host = encodeURIComponent(hostname());

test("a run is held by one at a time", async () => {
  const lock = await lockRun(run);
  await expect(lockRun(run)).rejects.toMatchObject({ code: "RUN_LOCKED" });
  await expect(lockRun(run)).rejects.toThrow(`${run}: this process itself writes this run`);
  await lock.release();
  expect(readdirSync(run)).toEqual([]);
  await (await lockRun(run)).release();
});

test("of many that ask at once, one gets it", async () => {
  for (let round = 0; round < 5; round++) {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(run)));
    const held = asked.filter((result) => result.status === "fulfilled");
    expect(held).toHaveLength(1);
    await held[0]!.value.release();
  }
});

test("what a dead process holds is free, and its claim is removed", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  child.kill("SIGKILL");
  await once(child, "exit");
  writeFileSync(join(run, `lock-${child.pid}-123-1@${host}`), "");
  const lock = await lockRun(run);
  expect(readdirSync(run)).toHaveLength(1);
  await lock.release();
});

test.skipIf(process.platform === "win32")(
  "a process that got a dead one's number does not hold its run",
  async () => {
    writeFileSync(join(run, `lock-${process.ppid}-1-1@${host}`), "");
    await (await lockRun(run)).release();
    expect(readdirSync(run)).toEqual([]);
  },
);

test("a process of another machine holds its run, until somebody deletes the file that is named", async () => {
  const claim = join(run, "lock-99-123-1@another%20machine");
  writeFileSync(claim, "");
  await expect(lockRun(run)).rejects.toThrow(
    `${run}: process 99 on the machine another machine writes this run; if it is gone, delete ${claim}`,
  );
  expect(readdirSync(run)).toHaveLength(1);
  rmSync(claim);
  await (await lockRun(run)).release();
});
