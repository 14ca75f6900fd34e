/** Real processes on one run's folder: killed in the middle of writing it, and two at once. Uses the built packages. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CheckpointFolder, readEvents } from "@lehr/train/node";
import { afterAll, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "lehr-processes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const child = fileURLToPath(new URL("support/runFolderChild.mjs", import.meta.url));

/** Runs the child to its end, or for `life` milliseconds from its first writing on; gives the lines it said. */
async function write(path: string, steps: number, life?: number): Promise<string[]> {
  const process_ = spawn(process.execPath, [child, path, String(steps)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  process_.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (life !== undefined && !said.includes("writing") && (said + text).includes("writing")) {
      setTimeout(() => process_.kill("SIGKILL"), life);
    }
    said += text;
  });
  await once(process_, "close");
  return said.trim().split("\n");
}

test("a run killed at any instant goes on from a whole checkpoint and ends with every event once", async () => {
  const path = join(root, "killed");
  const steps = 1500;
  for (let kill = 0; kill < 8; kill++) {
    const life = Math.random() * 120;
    expect(await write(path, steps, life), `killed after ${life} ms`).toEqual(["writing"]);
    const events = await readEvents(path);
    expect(events.map((event) => event.step)).toEqual(numbered(events.length));
  }
  expect(await write(path, 60 + (await lastStep(path)))).toEqual(["writing", "done"]);

  const events = await readEvents(path);
  expect(events.map((event) => event.step)).toEqual(numbered(events.length));
  const { checkpoint, warnings } = (await new CheckpointFolder(join(path, "checkpoints")).latest())!;
  expect(checkpoint.step).toBe(events.at(-1)!.step);
  expect(warnings).toEqual([]);
  expect(readdirSync(path)).toEqual(["checkpoints", "events.ndjson", "run.json"]);
  expect(readdirSync(join(path, "checkpoints"))).toHaveLength(6);
});

/** The steps of the first events of a run: three updates and their checkpoint, and so on. */
function numbered(length: number): number[] {
  return Array.from({ length }, (_, index) => 3 * Math.floor(index / 4) + (index % 4));
}

async function lastStep(path: string): Promise<number> {
  return (await new CheckpointFolder(join(path, "checkpoints")).latest())?.checkpoint.step ?? 0;
}

test("of two processes that resume one run at once, one writes it and the other names it", async () => {
  const path = join(root, "shared");
  await write(path, 3);
  for (let round = 0; round < 5; round++) {
    const processes = [1, 2].map(() => spawn(process.execPath, [child, path, "3", "keep"]));
    const said = await Promise.all(
      processes.map(async ({ stdout }) => String((await once(stdout, "data"))[0]).trim()),
    );
    const writer = said.indexOf("writing");
    const refused = `RUN_LOCKED ${path}: process ${processes[writer]?.pid} writes this run; wait until it ends, or stop it`;
    expect(said.toSorted()).toEqual([refused, "writing"]);
    for (const { stdin } of processes) stdin.end();
    await once(processes[writer]!, "close");
  }
});
