import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

describe("lehr lint", () => {
  const copied = ["lint", "CosineAnnealingLR: {tMax: 100}", "--steps", "200"];

  it("prints a finding a line, with its step and the fix, and ends with 1", async () => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), copied);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^rises-after-end at step 199: .+; to end low, set tMax to 200\n$/);
  });

  it("prints nothing and ends with 0 when there is nothing to say", async () => {
    const nothing = { code: 0, stdout: "", stderr: "" };
    expect(await lehr(emptyFolder(), ["lint", "cosine: {steps: 100}", "--steps", "100"])).toEqual(nothing);
    const folder = emptyFolder();
    expect(await lehr(folder, ["lint", writeConfig(folder)])).toEqual(nothing);
  });

  it("gives the changed schedule as JSON", async () => {
    const { code, stdout } = await lehr(emptyFolder(), [...copied, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      totalSteps: 200,
      findings: [{ code: "rises-after-end", step: 199, fix: { spec: { tMax: 200 } } }],
    });
  });

  it("looks at every group of a plan that has its own schedule", async () => {
    const plan = "{type: plan, lr: 1, groups: {head: {lr: {CosineAnnealingLR: {tMax: 100}}}}}";
    const { code, stdout } = await lehr(emptyFolder(), ["lint", plan, "--steps", "200"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^head: rises-after-end at step 199: /);
  });

  it("ends with 2 for what is no schedule", async () => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), ["lint", "cosine: {stpes: 3}"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe('schedule:1:10: cosine.stpes: unknown key, did you mean "steps"?\n');
  });
});
