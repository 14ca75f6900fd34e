import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { readEvents, type RunEvent } from "./runEvents.js";
import { RunFolder } from "./runFolder.js";
import { readRunHeader } from "./runHeader.js";

const root = mkdtempSync(join(tmpdir(), "lehr-runs-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(root, "test-")), "deep", "run");
});

/** The engine that npm installs for this package. */
const { dependencies: engines } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { dependencies: Record<string, string> };

const header = {
  config: { train: { steps: 10 } },
  schedule: { type: "cosine" },
  seed: 7,
  versions: { lehr: "1" },
};
const step = (number: number, loss = 1): RunEvent => ({
  type: "step",
  step: number,
  epoch: 0,
  loss,
  lr: [0.1],
});
const checkpoint = (step: number): Checkpoint => ({
  step,
  model: { w: { shape: [1], data: Float32Array.of(step) } },
  optimizer: {},
  state: {},
});
const steps = (events: readonly RunEvent[]): string[] => events.map((event) => `${event.type} ${event.step}`);

/** A run with checkpoints after 2 and 4 updates and two updates more, as a kill would leave it. */
async function killed(): Promise<void> {
  const run = await RunFolder.create(path, header);
  for (let number = 0; number < 6; number++) {
    run.append(step(number));
    if (number % 2 === 1 && number < 5) await run.saveCheckpoint(checkpoint(number + 1));
  }
  await run.close();
}

describe("a new run", () => {
  test("is a folder of a header, events and checkpoints", async () => {
    const run = await RunFolder.create(path, header);
    await run.saveCheckpoint(checkpoint(0));
    await run.close();
    expect(readdirSync(path)).toEqual(["checkpoints", "events.ndjson", "run.json"]);
    expect(await readRunHeader(path)).toEqual({
      version: 1,
      ...header,
      versions: { ...header.versions, "@jax-js/jax": engines["@jax-js/jax"] },
    });
  });

  test("is not begun where a run is, and says how to go on with that one", async () => {
    await killed();
    await expect(RunFolder.create(path, header)).rejects.toMatchObject({ code: "BAD_VALUE" });
    await expect(RunFolder.create(path, header)).rejects.toThrow(
      `${path} is a run already; go on with it by "lehr resume ${path}", or choose another folder`,
    );
    expect(steps(await readEvents(path))).toHaveLength(8);
  });

  test("is begun in a folder of other things, but not over something of a run's names", async () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "notes.txt"), "");
    await (await RunFolder.create(path, header)).close();
    rmSync(join(path, "run.json"));
    await expect(RunFolder.create(path, header)).rejects.toThrow(
      `${path} holds events.ndjson of something else`,
    );
  });

  test("cannot lie under a file", async () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "file"), "");
    await expect(RunFolder.create(join(path, "file", "run"), header)).rejects.toThrow(
      `cannot write ${path}/file/run: a part of the path is a file, not a folder (ENOTDIR)`,
    );
  });
});

describe("a run is opened", () => {
  test("only where one is", async () => {
    await expect(RunFolder.open(path)).rejects.toThrow(`${path} is not a run: there is no run.json in it`);
  });

  test.each([
    ["{", "is not JSON"],
    ["null", 'expected "version" to be a whole number, got undefined'],
    ['{"version": 2}', "is of version 2, this Lehr reads up to 1; update Lehr to go on with it"],
    ['{"version": 1, "seed": "x"}', 'expected "seed" to be a whole number, got "x"'],
    ['{"version": 1, "seed": 1}', 'expected "versions" to be an object, got undefined'],
    ['{"version": 1, "seed": 1, "versions": {}, "config": 1}', 'expected "schedule" to be there'],
  ])("with a header that is whole, not %s", async (text, message) => {
    await (await RunFolder.create(path, header)).close();
    writeFileSync(join(path, "run.json"), text);
    await expect(RunFolder.open(path)).rejects.toThrow(`${path}/run.json: ${message}`);
    await expect(RunFolder.open(path)).rejects.toMatchObject({ code: "BAD_DATA" });
  });

  test("by one at a time", async () => {
    const run = await RunFolder.create(path, header);
    await expect(RunFolder.open(path)).rejects.toMatchObject({ code: "RUN_LOCKED" });
    await run.close();
    const again = await RunFolder.open(path);
    expect(again.header).toEqual({
      version: 1,
      ...header,
      versions: { ...header.versions, "@jax-js/jax": engines["@jax-js/jax"] },
    });
    await again.close();
  });

  test("and may not be written before it is resumed", async () => {
    await killed();
    const run = await RunFolder.open(path);
    expect(() => run.append(step(6))).toThrow(`${path}: is not open for writing; call resume() first`);
    await run.close();
    expect(steps(await readEvents(path))).toHaveLength(8);
  });
});

describe("resuming", () => {
  const resume = async (): Promise<{
    step: number | undefined;
    warnings: readonly string[];
    events: string[];
  }> => {
    const run = await RunFolder.open(path);
    const { checkpoint: found, warnings } = await run.resume();
    await run.close();
    return { step: found?.step, warnings, events: steps(await readEvents(path)) };
  };
  const upTo4 = ["step 0", "step 1", "checkpoint 2", "step 2", "step 3", "checkpoint 4"];

  test("cuts off the events past the checkpoint and keeps all before it, however often", async () => {
    await killed();
    for (let time = 0; time < 3; time++)
      expect(await resume()).toEqual({ step: 4, warnings: [], events: upTo4 });
  });

  test("goes on writing after them", async () => {
    await killed();
    const run = await RunFolder.open(path);
    await run.resume();
    run.append(step(4));
    await run.saveCheckpoint(checkpoint(5));
    await run.close();
    expect(await resume()).toEqual({ step: 5, warnings: [], events: [...upTo4, "step 4", "checkpoint 5"] });
  });

  test("begins anew when there is no checkpoint yet", async () => {
    const run = await RunFolder.create(path, header);
    run.append(step(0));
    await run.close();
    expect(await resume()).toEqual({ step: undefined, warnings: [], events: [] });
  });

  test("falls back to the checkpoint before a damaged one, and to its events", async () => {
    await killed();
    const model = join(path, "checkpoints", "step-00000004.model.safetensors");
    writeFileSync(model, readFileSync(model).fill(1, 90));
    expect(await resume()).toEqual({
      step: 2,
      warnings: [`${model} is damaged (checksum differs); using step 2`],
      events: upTo4.slice(0, 3),
    });
  });

  test("says that events are lost, and goes on behind the last whole one", async () => {
    await killed();
    const events = join(path, "events.ndjson");
    const length = readFileSync(events).indexOf("checkpoint");
    writeFileSync(events, readFileSync(events).subarray(0, length));
    const found = await resume();
    expect(found).toMatchObject({ step: 4, events: ["step 0", "step 1"] });
    expect(found.warnings.join()).toMatch(/events\.ndjson has lost \d+ of \d+ bytes/);
    rmSync(events);
    expect(await resume()).toMatchObject({ step: 4, events: [] });
  });

  test("removes a header that was being written", async () => {
    await killed();
    writeFileSync(join(path, "run.json.4711-1.tmp"), "{");
    await resume();
    expect(existsSync(join(path, "run.json.4711-1.tmp"))).toBe(false);
  });

  test("after a divergence cuts off the updates that were taken back", async () => {
    const run = await RunFolder.create(path, header);
    for (const number of [0, 1, 2]) run.append(step(number));
    run.append(step(3, NaN));
    await run.saveCheckpoint(checkpoint(2));
    run.append({ type: "end", step: 2, reason: "diverged" });
    await run.close();
    expect(await resume()).toEqual({ step: 2, warnings: [], events: ["step 0", "step 1"] });
  });
});
