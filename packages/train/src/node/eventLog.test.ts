import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { EventLog } from "./eventLog.js";
import { readEvents, type RunEvent } from "./runEvents.js";

const root = mkdtempSync(join(tmpdir(), "lehr-events-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let run: string;
let path: string;
beforeEach(() => {
  run = mkdtempSync(join(root, "run-"));
  path = join(run, "events.ndjson");
});

const step = (number: number, loss = 1 / (number + 1)): RunEvent => ({
  type: "step",
  step: number,
  epoch: 0,
  loss,
  lr: [0.1, 1e-7],
});

test("an event is one line, with the version first", () => {
  const log = new EventLog(path, 0);
  log.append(step(0));
  log.close();
  expect(readFileSync(path, "utf8")).toBe(
    '{"v":1,"type":"step","step":0,"epoch":0,"loss":1,"lr":[0.1,1e-7]}\n',
  );
});

const start: RunEvent = {
  type: "start",
  step: 0,
  totalSteps: 3,
  stepsPerEpoch: 1,
  seed: 0,
  device: "wasm",
  parameters: 6,
  findings: [],
};

test("events come back as they were, numbers that JSON lacks and texts that look like them too", async () => {
  const events: RunEvent[] = [
    step(0),
    step(1, NaN),
    step(2, Infinity),
    { type: "evaluate", step: 3, loss: -Infinity, accuracy: 0.5 },
    { type: "checkpoint", step: 3 },
    {
      ...start,
      findings: [{ code: "NaN", step: 0, message: "Infinity", why: "-Infinity", fix: {} as never }],
    },
    { type: "end", step: 3, reason: "diverged", validationLoss: NaN },
  ];
  const log = new EventLog(path, 0);
  for (const event of events) log.append(event);
  log.close();
  expect(readFileSync(path, "utf8")).toContain('"loss":{"$number":"NaN"}');
  expect(await readEvents(run)).toEqual(events);
});

test("a last line that was not written to its end is left out", async () => {
  const log = new EventLog(path, 0);
  for (const number of [0, 1]) log.append(step(number));
  log.close();
  const whole = readFileSync(path, "utf8");
  for (let cut = 1; cut <= 20; cut++) {
    writeFileSync(path, whole.slice(0, -cut));
    expect(await readEvents(run)).toEqual([step(0)]);
  }
});

test.each([
  ["{]", "expected an event as JSON, got {]"],
  ['{"v":1}', 'expected an event with "v" and "type", got {"v":1}'],
  ["null", 'expected an event with "v" and "type", got null'],
  ['{"v":2,"type":"step"}', "is of version 2, this Lehr reads up to 1; update Lehr"],
])("%s in the middle is named with its line", async (line, message) => {
  writeFileSync(
    path,
    `{"v":1,"type":"checkpoint","step":1}\n${line}\n{"v":1,"type":"checkpoint","step":2}\n`,
  );
  await expect(readEvents(run)).rejects.toThrow(`${path}: line 2: ${message}`);
});

test("a run without events is named", async () => {
  await expect(readEvents(join(run, "no"))).rejects.toThrow("events.ndjson: there is no such file or folder");
});

test("an event reaches the file within about 200 ms when nothing follows it", async () => {
  const log = new EventLog(path, 0);
  log.append(step(0));
  expect(readFileSync(path, "utf8")).toBe("");
  await wait(350);
  expect(await readEvents(run)).toEqual([step(0)]);
  log.close();
});

test("events reach the file from a loop that never leaves its microtasks", async () => {
  const log = new EventLog(path, 0);
  const started = performance.now();
  let number = 0;
  for (; performance.now() - started < 300; number++) {
    log.append(step(number));
    await Promise.resolve();
  }
  expect(readFileSync(path, "utf8").length).toBeGreaterThan(0);
  log.close();
  expect(await readEvents(run)).toHaveLength(number);
});

test("sync gives the length of the file, and a log goes on from a length", async () => {
  const log = new EventLog(path, 0);
  log.append(step(0));
  const length = log.sync();
  log.append(step(1));
  log.close();
  expect(length).toBeLessThan(readFileSync(path).length);
  const again = new EventLog(path, length);
  again.append(step(7));
  again.close();
  expect(await readEvents(run)).toEqual([step(0), step(7)]);
});

test("the length before an update leaves out that update and what follows", () => {
  const log = new EventLog(path, 0);
  log.append(step(4));
  const length = log.sync();
  log.append(step(5));
  log.append({ type: "evaluate", step: 6, loss: 1 });
  log.append(step(6, NaN));
  const all = log.sync();
  expect(log.lengthBefore(7)).toBe(all);
  expect(log.lengthBefore(5)).toBe(length);
  expect(log.lengthBefore(0)).toBe(0);
  log.close();
});
