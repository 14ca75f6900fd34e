import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cosine, preset, values } from "lehr";
import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

describe("lehr values", () => {
  const table = async (...args: string[]): Promise<{ rows: number[][]; stderr: string }> => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), ["values", ...args]);
    expect(code).toBe(0);
    const [header, ...lines] = stdout.trimEnd().split("\n");
    expect(header).toBe("step,lr");
    return { rows: lines.map((line) => line.split(",").map(Number)), stderr };
  };

  it("prints every rate with all of its digits, from the beginning to the very end", async () => {
    const { rows, stderr } = await table("cosine: {steps: 100}", "--base", "0.1");
    expect(rows).toEqual([...values(cosine({ steps: 100 }), 101, 0.1)].map((rate, step) => [step, rate]));
    expect(stderr).toBe("");
  });

  it("prints the updates of a run, or every so many of them", async () => {
    const { rows, stderr } = await table("smollm3", "--steps=20000", "--every=5000");
    const schedule = preset("smollm3", { totalSteps: 20_000 });
    expect(rows).toEqual([0, 5000, 10_000, 15_000].map((step) => [step, schedule(step, 2e-4)]));
    expect(stderr).toBe("");
  });

  it("has a column for every group of a plan, whatever its name and the fields of its optimizer", async () => {
    const folder = emptyFolder();
    writeFileSync(
      join(folder, "plan.yaml"),
      `type: plan
lr: { linear: { steps: 4 } }
groups: { head: { lr: 0.5 }, 'body, "old"': { factor: 0.5, freezeUntil: 2 } }
fields: { weightDecay: { follow: lr } }
`,
    );
    const csv = await lehr(folder, ["values", "plan.yaml"]);
    expect(csv).toEqual({
      code: 0,
      stdout: `step,lr,head,"body, ""old"""\n0,1,0.5,0\n1,0.75,0.5,0\n2,0.5,0.5,0.25\n3,0.25,0.5,0.125\n4,0,0.5,0\n`,
      stderr: "",
    });
    const json = await lehr(folder, ["values", "plan.yaml", "--json", "--every=4"]);
    expect(JSON.parse(json.stdout)).toEqual({
      v: 1,
      columns: ["step", "lr", "head", 'body, "old"'],
      rows: [
        [0, 1, 0.5, 0],
        [4, 0, 0.5, 0],
      ],
    });
  });

  it("prints of a config what its run uses", async () => {
    const folder = emptyFolder();
    const { stdout } = await lehr(folder, ["values", writeConfig(folder)]);
    expect(stdout.split("\n")).toHaveLength(1 + 40 + 1);
    expect(stdout).toContain("\n4,0.1\n");
  });

  it("counts epochs, tokens and samples as it is told", async () => {
    const spec = "{type: linear, steps: 2ep}";
    const { rows, stderr } = await table(spec, "--steps-per-epoch", "2");
    expect(rows.map(([, rate]) => rate)).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(stderr).toBe("");
    expect((await table(spec)).stderr).toBe(
      "for epochs of 100 updates; --steps-per-epoch takes another number\n",
    );
  });
});
