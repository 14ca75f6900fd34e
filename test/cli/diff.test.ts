import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

describe("lehr diff", () => {
  const diff = async (...args: string[]): Promise<unknown> => lehr(emptyFolder(), ["diff", ...args]);

  it("prints nothing and ends with 0 for two ways to write the same", async () => {
    const same = { code: 0, stdout: "", stderr: "" };
    expect(await diff("cosine: {steps: 100}", "{type: cosine, end: 0, steps: 100, start: 1}")).toEqual(same);
    expect(await diff("smollm3", "smollm3")).toEqual(same);
  });

  it("prints a difference a line and ends with 1", async () => {
    expect(await diff("cosine: {steps: 100}", "cosine: {steps: 90%, end: 0.1}")).toEqual({
      code: 1,
      stdout: 'end: 0 → 0.1\nsteps: 100 → "90%"\n',
      stderr: "",
    });
    expect(await diff("linear: {steps: 1}", "linear: {steps: 2}", "--json")).toEqual({
      code: 1,
      stdout: '{"v":1,"differences":["steps: 1 → 2"]}\n',
      stderr: "",
    });
  });

  it("compares in updates what cannot hold units, and for a run of a length that is told", async () => {
    expect(await diff("CosineAnnealingLR: {tMax: 100%}", "CosineAnnealingLR: {tMax: 200}")).toMatchObject({
      code: 1,
      stdout: "tMax: 1000 → 200\n",
      stderr: "for a run of 1,000 updates; --steps takes another number\n",
    });
    expect(await diff("cosine: {steps: 100%}", "cosine: {steps: 200}", "--steps=200")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("tells a run from another config by their schedules and their base rates", async () => {
    const folder = emptyFolder();
    await lehr(folder, ["train", writeConfig(folder), "--quiet"]);
    expect((await lehr(folder, ["diff", "runs/job-1", "job.yaml"])).stdout).toBe("");
    writeConfig(folder, { optimizer: { SGD: { lr: 0.2 } } });
    expect(await lehr(folder, ["diff", "runs/job-1", "job.yaml"])).toEqual({
      code: 1,
      stdout: "base: 0.1 → 0.2\n",
      stderr: "",
    });
  });

  it("ends with 2 when one of the two is wrong", async () => {
    expect(await diff("smollm3", "cosine: {steps: 0}")).toMatchObject({ code: 2, stdout: "" });
  });
});
