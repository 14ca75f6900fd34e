import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cosine, presets, toLink, values } from "lehr";
import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

interface Points {
  readonly v: number;
  readonly series: readonly { readonly name: string; readonly x: number[]; readonly y: (number | null)[] }[];
}

describe("lehr plot", () => {
  it("draws a schedule that is typed", async () => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), [
      "plot",
      "warmup: {steps: 20, schedule: {cosine: {steps: 80, end: 0.1}}}",
      "--base=0.1",
      "--width=60",
      "--height=8",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      warmup 0 → 0.1 in 20, decay 0.1 → 0.01 in 80
            warmup    decay
      0.10 ┤         ⢀⠜⠉⠉⠉⠑⠒⠒⠤⠤⣀⣀
           │        ⢠⠊┊          ⠉⠑⠢⢄⡀
           │       ⡰⠁ ┊              ⠈⠑⠒⠤⣀
           │      ⡜   ┊                   ⠉⠒⠤⡀
      0.05 ┤    ⢀⠎    ┊                      ⠈⠑⠒⠤⣀
           │  ⢀⠜⠁     ┊                           ⠉⠒⠤⣀⣀
           │ ⢠⠊       ┊                                ⠉⠒⠢⠤⢄⣀⣀⡀
         0 ┤⡰⠁        ┊                                       ⠈⠉⠉⠉
           └┬──────────────────────────┬─────────────────────────┬
            0                         50                  100 step
      "
    `);
  });

  it("gives the points as JSON: both ends of a schedule, the updates of a run", async () => {
    const folder = emptyFolder();
    const points = async (...args: string[]): Promise<Points> => {
      const { stdout } = await lehr(folder, ["plot", ...args, "--json"]);
      return JSON.parse(stdout) as Points;
    };
    const whole = await points("cosine: {steps: 100}");
    expect(whole).toMatchObject({ v: 1, series: [{ name: "rate" }] });
    expect(whole.series[0]!.y).toEqual([...values(cosine({ steps: 100 }), 101)]);
    const run = await points("cosine: {steps: 100%}", "--steps", "50", "--base", "0.1");
    expect(run.series[0]!.y).toEqual([...values(cosine({ steps: 50 }), 50, 0.1)]);
  });

  it("shows of a config what a run of it then uses, and of the run what it used", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder);
    const previewed = JSON.parse((await lehr(folder, ["plot", config, "--json"])).stdout) as Points;
    await lehr(folder, ["train", config, "--quiet"]);
    const used = JSON.parse((await lehr(folder, ["plot", "runs/job-1", "--json"])).stdout) as Points;
    expect(used.series[0]).toEqual(previewed.series[0]);
    expect(used.series.map((series) => series.name)).toEqual(["rate", "loss", "validation loss"]);
    const { stdout } = await lehr(folder, ["plot", "runs/job-1", "--height", "4"]);
    expect(stdout).toContain("warmup decay");
    expect(stdout).toContain("⠒⠒ loss  ● validation loss");
  });

  it("reads schedules and configs from files, counts epochs in the data", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "spec.yaml"), "type: cosine\nsteps: 10\n");
    expect((await lehr(folder, ["plot", "spec.yaml"])).stdout).toContain("decay 1 → 0 in 10");
    const config = writeConfig(folder, {
      schedule: { cosine: { steps: "2ep" } },
      train: { epochs: 2, batchSize: 16 },
    });
    expect((await lehr(folder, ["plot", config])).stdout).toContain("job: decay 0.1 → 0 in 12");
  });

  it("says on stderr what looks like a slip, one line each", async () => {
    const { stderr } = await lehr(emptyFolder(), [
      "plot",
      "CosineAnnealingLR: {tMax: 100}",
      "--steps",
      "200",
    ]);
    expect(stderr).toMatch(
      /^schedule: CosineAnnealingLR reaches its lowest rate at step 100 .* set tMax to 200\n$/,
    );
  });

  it("draws what has no end or no length of its own for a thousand updates", async () => {
    for (const spec of ["0.5", "CosineAnnealingWarmRestarts: {t0: 100}", "cosine: {steps: 50%}"]) {
      const { code, stderr } = await lehr(emptyFolder(), ["plot", spec]);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: "for a run of 1,000 updates; --steps takes another number\n",
      });
    }
  });

  it("takes presets and links, with the rate that a preset was published with", async () => {
    const folder = emptyFolder();
    const preset = await lehr(folder, ["plot", "smollm3", "--steps", "20000"]);
    expect(preset.stdout).toContain("smollm3: warmup 0 → 2e-4 in 2,000, hold 2e-4 in 16,000, cooldown");
    const link = await toLink(cosine({ steps: 100 }));
    expect((await lehr(folder, ["plot", link])).stdout).toContain("decay 1 → 0 in 100");
  });

  it("draws every preset, and says what it assumes", async () => {
    for (const { name } of presets) {
      const { code, stdout, stderr } = await lehr(emptyFolder(), ["plot", name]);
      expect(code, name).toBe(0);
      expect(stdout).toContain(`${name}: `);
      expect(stderr).toMatch(/^for .+; --[a-z-]+ takes another number\n$/);
    }
  });

  it("draws a line for every group of a plan", async () => {
    const plan = "{type: plan, lr: {cosine: {steps: 4}}, groups: {head: {lr: 0.5}}}";
    const { stdout } = await lehr(emptyFolder(), ["plot", plan]);
    expect(stdout).toContain("⠒⠒ lr  ⠒⠒ head");
  });

  it("takes no length beside a config, which has its own", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await lehr(folder, ["plot", writeConfig(folder), "--steps", "9"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe("--steps: is for a schedule on its own; the config job says it itself\n");
  });

  it("leaves zeros out of a log axis", async () => {
    const { stdout } = await lehr(emptyFolder(), ["plot", "cosine: {steps: 100}", "--log"]);
    expect(stdout).toContain("rate: 1 point is ≤ 0 and left out of the log axis");
  });
});
