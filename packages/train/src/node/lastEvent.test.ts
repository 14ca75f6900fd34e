import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lastEvent } from "./lastEvent.js";
import { eventLine, type RunEvent } from "./runEvents.js";

const step = (step: number, groups = 1): RunEvent => ({
  type: "step",
  step,
  epoch: 0,
  loss: 0.5,
  lr: Array.from({ length: groups }, () => 0.1),
});

async function lastOf(text: string): Promise<RunEvent | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "lehr-last-"));
  writeFileSync(join(folder, "events.ndjson"), text);
  return lastEvent(folder);
}

test("the last event is the last whole line, however long the file and the line", async () => {
  expect(await lastOf("")).toBeUndefined();
  expect(await lastOf('{"v":1,"ty')).toBeUndefined();
  expect(await lastOf(eventLine(step(0)))).toEqual(step(0));
  expect(await lastOf(`${eventLine(step(0))}{"v":1,"ty`)).toEqual(step(0));
  const many = Array.from({ length: 5000 }, (_, index) => eventLine(step(index))).join("");
  expect(await lastOf(many)).toEqual(step(4999));
  expect(await lastOf(many + eventLine(step(5000, 3000)))).toEqual(step(5000, 3000));
  expect(await lastOf(`${many}${"x".repeat(20_000)}`)).toEqual(step(4999));
});

test("a run without events, or with a line that is none, is told apart", async () => {
  await expect(lastEvent(mkdtempSync(join(tmpdir(), "lehr-last-")))).rejects.toMatchObject({ code: "IO" });
  await expect(lastOf("what?\n")).rejects.toMatchObject({ code: "BAD_DATA" });
});
