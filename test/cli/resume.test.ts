import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, start, writeConfig } from "./support/lehr.js";

/** More updates than any of these tests can wait for. */
const ENDLESS = {
  train: { totalSteps: 1_000_000, batchSize: 16, evaluateEvery: 500_000, checkpointEvery: 500_000 },
};

/** Long enough to be stopped on the way, short enough to be finished. */
const SHORT = { train: { totalSteps: 2000, batchSize: 16, evaluateEvery: 500, checkpointEvery: 250 } };

const events = (folder: string, run: string): string =>
  readFileSync(join(folder, run, "events.ndjson"), "utf8");

const steps = (text: string): string[] => text.split("\n").filter((line) => line.includes('"type":"step"'));

const checkpoints = (folder: string, run: string): string[] =>
  readdirSync(join(folder, run, "checkpoints")).sort();

/** What a checkpoint's JSON says, besides where the log stood: that has the events of each start in it. */
function contents(json: Buffer): unknown {
  const { step, files, state } = JSON.parse(json.toString()) as Record<string, unknown>;
  return { step, files, state };
}

describe("Ctrl-C", () => {
  it("finishes the update, saves, says how to go on and ends with 130", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS)]);
    await run.said("loss");
    run.process.kill("SIGINT");
    const { code, stderr } = await run.result;
    expect(code).toBe(130);
    expect(stderr).toContain("finishing this update and saving; press Ctrl-C again to leave at once");
    const [, done] = /^stopped after (\d+) of 1000000 updates, and saved$/m.exec(stderr) ?? [];
    expect(stderr).toContain("npx lehr resume runs/job-1");
    expect(
      checkpoints(folder, "runs/job-1").some((name) => Number(/\d+/.exec(name)![0]) === Number(done)),
    ).toBe(true);
    expect(steps(events(folder, "runs/job-1"))).toHaveLength(Number(done));
  });

  it("is heard as soon as there is a folder, before the first update", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train"]);
    while (!existsSync(join(folder, "runs/declarations-1/run.json"))) await wait(1);
    run.process.kill("SIGINT");
    const { code, stderr } = await run.result;
    expect(code).toBe(130);
    expect(stderr).toMatch(/^stopped after \d+ of \d+ updates, and saved$/m);
    expect(checkpoints(folder, "runs/declarations-1").length).toBeGreaterThan(0);
  });

  it("leaves at once when it is pressed again, whatever is still to be done", async () => {
    const signals = new URL("../../packages/cli/dist/commands/signals.js", import.meta.url);
    const script = `
      const { onStopSignal } = await import(${JSON.stringify(signals.href)});
      onStopSignal(() => console.log("stopping, which takes for ever"));
      setInterval(() => {}, 1000);
      console.log("ready");`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script]);
    const said = () =>
      new Promise<string>((resolve) => child.stdout.once("data", (text) => resolve(String(text))));
    expect(await said()).toBe("ready\n");
    child.kill("SIGINT");
    expect(await said()).toBe("stopping, which takes for ever\n");
    child.kill("SIGINT");
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(130);
  });

  it("is told from SIGTERM, which ends with 143", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS), "--json", "--quiet"]);
    await new Promise((resolve) => run.process.stdout!.once("data", resolve));
    run.process.kill("SIGTERM");
    const { code, stdout, stderr } = await run.result;
    expect({ code, stderr }).toEqual({ code: 143, stderr: "" });
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({
      type: "end",
      reason: "stopped",
    });
  });
});

describe("a reader that has seen enough, such as head,", () => {
  it.each(["stdout", "stderr"] as const)("stops the run as if asked: %s", async (stream) => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS), "--json"]);
    await new Promise((resolve) => run.process.stdout!.once("data", resolve));
    run.process[stream]!.destroy();
    const { code, stderr } = await run.result;
    expect(code).toBe(141);
    expect(stderr).not.toMatch(/^ {4}at |unexpected/m);
    const done = steps(events(folder, "runs/job-1")).length;
    expect(checkpoints(folder, "runs/job-1")).toContain(`step-${String(done).padStart(8, "0")}.json`);
    const last = events(folder, "runs/job-1").trimEnd().split("\n").at(-1)!;
    expect(JSON.parse(last)).toMatchObject({ type: "end", step: done, reason: "stopped" });
  });

  it("is no failure of a plot", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["plot", "cosine: {steps: 100000}", "--json"]);
    run.process.stdout!.destroy();
    expect(await run.result).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("lehr resume", () => {
  it("ends with the same bytes as a run that was never stopped", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, SHORT);
    await lehr(folder, ["train", config, "--quiet", "--out", "whole"]);
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      const run = start(folder, ["train", config, "--out", signal]);
      await run.said(signal === "SIGINT" ? " 10%" : " 30%");
      run.process.kill(signal);
      await run.result;
      expect(steps(events(folder, signal)).length).toBeLessThan(2000);
      const { code, stderr } = await lehr(folder, ["resume", signal]);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^resumed {3}after update \d+ of 2000$/m);
      expect(steps(events(folder, signal))).toEqual(steps(events(folder, "whole")));
      for (const name of checkpoints(folder, "whole").filter((name) => name.startsWith("step-00002000"))) {
        const bytes = (run: string): Buffer => readFileSync(join(folder, run, "checkpoints", name));
        if (name.endsWith("safetensors")) expect(bytes(signal).equals(bytes("whole")), name).toBe(true);
        else expect(contents(bytes(signal))).toEqual(contents(bytes("whole")));
      }
    }
  });

  it("of a finished run says so and changes nothing", async () => {
    const folder = emptyFolder();
    await lehr(folder, ["train", writeConfig(folder), "--quiet"]);
    const before = events(folder, "runs/job-1");
    const { code, stdout, stderr } = await lehr(folder, ["resume", "runs/job-1"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr: "runs/job-1 is finished: all 40 updates are made\n",
    });
    expect(events(folder, "runs/job-1")).toBe(before);
  });

  it("shows at the end what the run did before it was stopped, too", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, SHORT)]);
    await run.said(" 50%");
    run.process.kill("SIGINT");
    await run.result;
    const { stderr } = await lehr(folder, ["resume", "runs/job-1"]);
    const [, ending] = stderr.split("step 2000");
    // The axis of the rates begins with the first update of all.
    expect(ending).toMatch(/└┬─.*\n +0 +.*2000/);
  });

  it("refuses another schedule with what differs, whoever changed it", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS)]);
    await run.said("loss");
    run.process.kill("SIGINT");
    await run.result;

    const asked = await lehr(folder, [
      "resume",
      "runs/job-1",
      "--set",
      "schedule.warmup.schedule.cosine.end=0.5",
    ]);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain("schedule.warmup.schedule.cosine.end: (nothing) → 0.5");
    const longer = await lehr(folder, ["resume", "runs/job-1", "--set", "train.totalSteps=2000000"]);
    expect(longer.code).toBe(2);
    expect(longer.stderr).toContain("train.totalSteps: 1000000 → 2000000");

    const header = join(folder, "runs/job-1/run.json");
    writeFileSync(header, readFileSync(header, "utf8").replace('"start": 0.1', '"start": 0.2'));
    const edited = await lehr(folder, ["resume", "runs/job-1"]);
    expect(edited.code).toBe(2);
    expect(edited.stderr).toContain("start: 0.1 → 0.2");
  });

  it("refuses a config that was changed in the folder, and leaves the log as it is", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS)]);
    await run.said("loss");
    run.process.kill("SIGINT");
    await run.result;
    const [header, log] = [join(folder, "runs/job-1/run.json"), events(folder, "runs/job-1")];
    const whole = readFileSync(header, "utf8");
    const edits = [
      ['"lr": 0.1,', '"lr": 0.5,', "optimizer.SGD.lr: 0.1 → 0.5"],
      ['"noise": 0.02', '"noise": 0.2', "data.spirals.noise: 0.02 → 0.2"],
      ['"activation": "relu"', '"activation": "tanh"', 'model.mlp.activation: "relu" → "tanh"'],
    ] as const;
    for (const [was, is, difference] of edits) {
      expect(whole).toContain(was);
      writeFileSync(header, whole.replace(was, is));
      const { code, stderr } = await lehr(folder, ["resume", "runs/job-1"]);
      expect(code).toBe(2);
      expect(stderr).toContain("the config was changed after the run began");
      expect(stderr).toContain(difference);
      expect(events(folder, "runs/job-1")).toBe(log);
    }
  });

  it("refuses data that have changed, and leaves the log as it is", async () => {
    const folder = emptyFolder();
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 13},${i % 2 ? "odd" : "even"}`);
    writeFileSync(join(folder, "rows.csv"), `a,b,y\n${rows.join("\n")}\n`);
    const data = { csv: { file: "rows.csv", target: "y" } };
    const run = start(folder, ["train", writeConfig(folder, { ...ENDLESS, data })]);
    await run.said("loss");
    run.process.kill("SIGINT");
    await run.result;
    const log = events(folder, "runs/job-1");
    writeFileSync(join(folder, "rows.csv"), `a,b,y\n${rows.join("\n").replace("30,", "31,")}\n`);
    const { code, stderr } = await lehr(folder, ["resume", "runs/job-1"]);
    expect(code).toBe(1);
    expect(stderr).toContain("the data are not those that the checkpoint was trained on");
    expect(events(folder, "runs/job-1")).toBe(log);
  });

  it("offers the run's own command, and paths that a shell takes", async () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, SHORT);
    const run = start(folder, ["train", config, "--seed", "3", "--out", "my run"]);
    await run.said("loss");
    run.process.kill("SIGINT");
    expect((await run.result).stderr).toContain("npx lehr resume 'my run'");
    const { stderr } = await lehr(folder, ["resume", "my run"]);
    expect(stderr).toContain("npx lehr plot 'my run'");
    expect(stderr).toContain("npx lehr train job.yaml --seed 3 --set optimizer.SGD.lr=0.05");
  });

  it("goes on before a damaged checkpoint, and says so", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, SHORT)]);
    await run.said(" 60%");
    run.process.kill("SIGKILL");
    await run.result;
    const newest = checkpoints(folder, "runs/job-1").findLast((name) => name.endsWith("model.safetensors"))!;
    const file = join(folder, "runs/job-1/checkpoints", newest);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    const { code, stderr } = await lehr(folder, ["resume", "runs/job-1"]);
    expect(code).toBe(0);
    expect(stderr).toContain(`${newest} is damaged`);
    expect(steps(events(folder, "runs/job-1"))).toHaveLength(2000);
  });

  it("refuses a run that another process writes", async () => {
    const folder = emptyFolder();
    const run = start(folder, ["train", writeConfig(folder, ENDLESS)]);
    await run.said("loss");
    const { code, stderr } = await lehr(folder, ["resume", "runs/job-1"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`process ${run.process.pid} writes this run`);
    run.process.kill("SIGKILL");
    await run.result;
    const again = start(folder, ["resume", "runs/job-1"]);
    await again.said("loss");
    again.process.kill("SIGINT");
    expect((await again.result).code).toBe(130);
  });

  it("of what is no run says so", async () => {
    const folder = emptyFolder();
    expect(await lehr(folder, ["resume", "nosuch"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "nosuch is not a run: there is no run.json in it\n",
    });
  });
});
