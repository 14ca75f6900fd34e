import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cosine, warmup } from "lehr";
import { parse as parseYaml } from "yaml";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

const ESCAPE = String.fromCharCode(27);

interface Line {
  readonly v: number;
  readonly type: string;
  readonly step: number;
  readonly lr?: readonly number[];
  readonly reason?: string;
}

const lines = (text: string): Line[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("lehr train", () => {
  it("tells people on stderr, in plain lines, and puts the run in a folder", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await lehr(folder, ["train", writeConfig(folder)]);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).not.toContain(ESCAPE);
    expect(stderr).not.toContain("\r");
    expect(stderr).toMatch(/^job · seed 1 · 40 updates, batches of 16 \(6\.67 epochs\) · wasm$/m);
    expect(stderr).toMatch(/^schedule {2}SGD: warmup 0\.01 → 0\.1 in 4, decay 0\.1 → 0 in 36$/m);
    expect(stderr.match(/^ *\d+% {2}\d+\/40 {2}loss /gm)).toHaveLength(21);
    expect(stderr).toMatch(/^ 10% {2}4\/40 {2}loss \S+ {2}lr 0\.0775 ▲warmup 1\/2/m);
    expect(stderr).toMatch(/^step 40 {2}validation loss \S+ {2}accuracy \S+ %$/m);
    expect(stderr).toContain("finished 40 updates");
    expect(stderr).toContain("npx lehr plot runs/job-1");
    for (const name of ["run.json", "events.ndjson", "checkpoints"]) {
      expect(existsSync(join(folder, "runs/job-1", name))).toBe(true);
    }
  });

  it("numbers the runs of a config, and takes --out", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder);
    await lehr(folder, ["train", config, "--quiet"]);
    await lehr(folder, ["train", config, "--quiet"]);
    await lehr(folder, ["train", config, "--quiet", "--out", "here/it/is"]);
    for (const run of ["runs/job-1", "runs/job-2", "here/it/is"]) {
      expect(existsSync(join(folder, run, "events.ndjson"))).toBe(true);
    }
    const again = await lehr(folder, ["train", config, "--out", "here/it/is"]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("here/it/is is a run already");
  });

  it("--json writes events to stdout, one JSON object a line, with the rates that were used", async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await lehr(folder, ["train", writeConfig(folder), "--json"], {
      FORCE_COLOR: "1",
    });
    expect(code).toBe(0);
    expect(stdout).not.toContain(ESCAPE);
    const events = lines(stdout);
    expect(events.every((event) => event.v === 1)).toBe(true);
    expect(events[0]).toMatchObject({ type: "start", step: 0, totalSteps: 40, seed: 1, device: "wasm" });
    expect(events.at(-1)).toMatchObject({ type: "end", step: 40, reason: "finished" });
    const schedule = warmup(cosine({ steps: 36 }), { steps: 4, start: 0.1 });
    const rates = events.flatMap((event) => (event.type === "step" ? event.lr! : []));
    expect(rates).toEqual(Array.from({ length: 40 }, (_, step) => schedule(step, 0.1)));
    expect(stderr).toContain("finished 40 updates");
  });

  it("--quiet writes nothing at all", async () => {
    const folder = emptyFolder();
    expect(await lehr(folder, ["train", writeConfig(folder), "--quiet"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("gives the same losses for the same seed, and others for another", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder);
    const run = async (...flags: string[]): Promise<string> =>
      (await lehr(folder, ["train", config, "--json", "--quiet", ...flags])).stdout;
    const first = await run("--seed", "5");
    expect(await run("--set", "seed=5")).toBe(first);
    expect(await run("--seed", "6")).not.toBe(first);
  });

  it("obeys NO_COLOR, FORCE_COLOR and --no-color", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, { train: { totalSteps: 2 } });
    const colored = async (env: NodeJS.ProcessEnv, ...flags: string[]): Promise<boolean> =>
      (await lehr(folder, ["train", config, ...flags], env)).stderr.includes(ESCAPE);
    expect(await colored({})).toBe(false);
    expect(await colored({ FORCE_COLOR: "1" })).toBe(true);
    expect(await colored({ FORCE_COLOR: "1", NO_COLOR: "0" })).toBe(false);
    expect(await colored({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
  });

  it("--print-config prints a config that says the same", async () => {
    const folder = emptyFolder();
    const flags = ["--set", "optimizer.SGD.lr=1e-3", "--seed", "7", "--print-config"];
    const { code, stdout, stderr } = await lehr(folder, ["train", writeConfig(folder), ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(parseYaml(stdout)).toMatchObject({
      seed: 7,
      device: "wasm",
      optimizer: { SGD: { lr: 1e-3, momentum: 0.9 } },
    });
    expect(existsSync(join(folder, "runs"))).toBe(false);
    const { stdout: builtIn } = await lehr(folder, ["train", "--print-config"]);
    expect(parseYaml(builtIn)).toMatchObject({ data: { declarations: { context: 64 } } });
  });

  it("warns in one line when PyTorch's cosine will climb again", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, { schedule: { CosineAnnealingLR: { tMax: 20 } } });
    const { stderr } = await lehr(folder, ["train", config]);
    expect(stderr).toMatch(
      /^schedule: CosineAnnealingLR reaches its lowest rate at step 20 .* set tMax to 40$/m,
    );
  });

  it("stops with 3 when the loss is no number any more, and keeps the last good state", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, {
      data: { csv: { file: "rows.csv", target: "y" } },
      optimizer: { SGD: { lr: 1e30 } },
    });
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 13},${i / 3}`);
    writeFileSync(join(folder, "rows.csv"), `a,b,y\n${rows.join("\n")}\n`);
    const { code, stderr } = await lehr(folder, ["train", config, "--quiet"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^diverged: the loss stopped being a number; the last good state, .* is in runs\/job-1$/m,
    );
    const saved = readFileSync(join(folder, "runs/job-1/events.ndjson"), "utf8");
    expect(lines(saved).at(-1)).toMatchObject({ type: "end", reason: "diverged" });
  });
});

describe("lehr train --out", () => {
  it("refuses a folder that holds something else, and a file", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder);
    const taken = await lehr(folder, ["train", config, "--out", "."]);
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain(". holds job.yaml, which is no run's; choose an empty folder");
    expect(existsSync(join(folder, "run.json"))).toBe(false);
    const file = await lehr(folder, ["train", config, "--out", config]);
    expect(file.code).toBe(1);
    expect(file.stderr).toBe(
      "cannot write job.yaml: there is a file of that name; choose another (EEXIST)\n",
    );
  });
});
