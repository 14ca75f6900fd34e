import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

describe("a slip on the command line ends with 2 and says what was meant", () => {
  const folder = emptyFolder();
  const config = writeConfig(folder);
  const set = (change: string): string[] => ["train", config, "--set", change];

  it.each<[string[], string]>([
    [["trian"], "(Did you mean train?)"],
    [["resme", "runs/a"], "(Did you mean resume?)"],
    [["plt", "x"], "(Did you mean plot?)"],
    [["train", "--sed", "1"], "(Did you mean one of --seed, --set?)"],
    [["train", "--quite"], "(Did you mean --quiet?)"],
    [["train", "--jsn"], "(Did you mean --json?)"],
    [["plot", "constant: {}", "--widht", "3"], "(Did you mean --width?)"],
    [["plot", "constant: {}", "--width", "wide"], "It must be 1, 2, 3, …"],
    [["plot", "constant: {}", "--base", "-1"], "It must be a number above 0."],
    [["plot"], "missing required argument 'what'"],
    [["train", "--seed", "one"], '--seed one: seed: must be a number, got "one"'],
    [
      ["train", "--device", "wsam"],
      'device: must be one of auto, wasm, webgpu, got "wsam", did you mean "wasm"?',
    ],
    [set("sede=1"), 'sede: unknown key, did you mean "seed"?'],
    [set("train.totlSteps=1"), 'train.totlSteps: unknown key, did you mean "totalSteps"?'],
    [set("optimizer.SGD.momentm=1"), 'optimizer.SGD.momentm: unknown key, did you mean "momentum"?'],
    [set("optimizer={AdmW: {}}"), 'optimizer.AdmW: unknown key, did you mean "AdamW"?'],
    [set("model={mpl: {}}"), 'model.mpl: unknown key, did you mean "mlp"?'],
    [set("model.mlp.activation=rleu"), 'got "rleu", did you mean "relu"?'],
    [set("schedule={cosin: {steps: 10}}"), 'unknown schedule "cosin", did you mean "cosine"?'],
    [set("schedule={cosine: {stpes: 10}}"), 'schedule.cosine.stpes: unknown key, did you mean "steps"?'],
    [set("schedule={CosineAnealingLR: {tMax: 10}}"), 'did you mean "CosineAnnealingLR"?'],
    [
      set("schedule={CosineAnnealingLR: {tMax: 0}}"),
      "schedule.CosineAnnealingLR.tMax: must be a finite number above 0, got 0",
    ],
    [set("optimizer.SGD.lr=.nan"), "optimizer.SGD.lr: must be a number, got NaN"],
    [
      set("schedule.warmup.schedule.cosine.steps=0"),
      "--set schedule.warmup.schedule.cosine.steps=0: schedule.warmup.schedule.cosine.steps: must be a positive",
    ],
    [
      set("model.mlp.hidden=[1000000000]"),
      "model.mlp: must fit into 4 GiB; weights and gradients alone take 44.7 GiB, most of it 4.weight of",
    ],
    [set("optimizer.SGD.lr=-.inf"), "got -Infinity"],
    [set("schedule={cosine: {steps: 1e6tok}}"), "schedule.cosine.steps"],
    [set("optimizer.SGD.lr=-1"), "optimizer.SGD.lr: must be at least 0, got -1"],
  ])("lehr %j", async (args, message) => {
    const { code, stdout, stderr } = await lehr(folder, args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

describe("what cannot work is said before anything runs", () => {
  const said = async (files: Record<string, string>, ...args: string[]): Promise<string> => {
    const folder = emptyFolder();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { code, stdout, stderr } = await lehr(folder, args);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/^ {4}at /m);
    return `${code}: ${stderr.replaceAll(folder, "").trimEnd()}`;
  };
  const config = (data: string, model = "mlp: {}"): string =>
    `data: { ${data} }\nmodel: { ${model} }\noptimizer: { SGD: {} }\ntrain: { totalSteps: 2, batchSize: 2 }\n`;

  it.each<[string, Record<string, string>, string]>([
    ["no config", {}, "2: cannot read job.yaml: there is no such file or folder (ENOENT)"],
    ["no YAML", { "job.yaml": "data: {\n" }, "2: job.yaml:2:1: Flow map"],
    [
      "a missing file",
      { "job.yaml": config("csv: { file: no.csv, target: y }") },
      "2: job.yaml:1:16: data.csv.file: cannot read no.csv: there is no such file or folder (ENOENT)",
    ],
    ["an empty CSV", { "job.yaml": config("csv: { file: a.csv, target: y }"), "a.csv": "" }, "1: a.csv"],
    [
      "a data file whose name looks like a path of the config",
      { "job.yaml": config("csv: { file: train.csv, target: y }"), "train.csv": "a,y\n1,2\n3\n" },
      "1: train.csv: line 3",
    ],
    [
      "a column that is not there",
      { "job.yaml": config("csv: { file: a.csv, target: y }"), "a.csv": "a,z\n1,2\n3,4\n" },
      '2: a.csv: there is no column "y"',
    ],
    [
      "a truncated IDX",
      {
        "job.yaml": config("idx: { images: i, labels: l }", "convnet: {}"),
        i: "\0\0\b\u0003\0\0\0\u0002\0\0\0\u0001\0\0\0\u0001x",
        l: "\0\0\b\u0001\0\0\0\u0002xx",
      },
      "1: i: byte 17: expected 2 bytes (2 × 1 × 1) after the header, got 1: the file is cut short",
    ],
    [
      "a label out of range",
      {
        "job.yaml": config("idx: { images: i, labels: l }", "convnet: {}"),
        i: "\0\0\b\u0003\0\0\0\u0002\0\0\0\u0001\0\0\0\u0001xx",
        l: "\0\0\b\u0001\0\0\0\u0002\0x",
      },
      "1: l: byte 9: expected a label 0 … 9, got 120",
    ],
    [
      "text shorter than a context",
      { "job.yaml": config("text: { file: a.txt }", "transformer: {}"), "a.txt": "short" },
      "1: a.txt: the text must have at least 65 characters",
    ],
    [
      "a model that does not fit the data",
      { "job.yaml": config("spirals: {}", "convnet: {}") },
      "2: job.yaml:2:10: model.convnet: needs images (idx), and these data are examples of [2]",
    ],
    [
      "more in a batch than there is",
      { "job.yaml": config("spirals: { examples: 6 }").replace("batchSize: 2", "batchSize: 20") },
      "2: ",
    ],
    [
      "a schedule's length that is none",
      { "job.yaml": `${config("spirals: {}")}schedule:\n  cosine: { steps: 5pc }\n` },
      '2: job.yaml:6:13: schedule.cosine.steps: must be updates (500 or "500st")',
    ],
  ])("%s", async (_, files, message) => {
    expect(await said(files, "train", "job.yaml")).toContain(message);
  });

  it("a folder that cannot be written", async () => {
    const out = await said(
      { "job.yaml": config("spirals: {}"), file: "" },
      "train",
      "job.yaml",
      "--out",
      "file/run",
    );
    expect(out).toMatch(/^1: cannot write .*file\/run/);
  });

  it("a device that is not there", async () => {
    const out = await said({ "job.yaml": config("spirals: {}") }, "train", "job.yaml", "--device", "webgpu");
    // Where there is a GPU, it is used.
    expect(out).toMatch(/^1: webgpu: .+$|^0: .* · webgpu$/m);
  });

  it("a plot of nothing", async () => {
    expect(await said({}, "plot", "nosuch.yaml")).toBe(
      "2: nosuch.yaml: no such file or folder, and no schedule such as 'cosine: {steps: 100}'",
    );
    expect(await said({}, "plot", "cosine: {stpes: 3}")).toBe(
      '2: schedule:1:10: cosine.stpes: unknown key, did you mean "steps"?',
    );
  });
});

describe("help", () => {
  it.each([
    [[]],
    ...["train", "resume", "plot", "values", "lint", "describe", "diff"].map((name) => [[name]]),
  ])("of lehr %j", async (command) => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), [...command, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
  });

  it("is given on stderr, with 2, when nothing was asked for", async () => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: lehr");
  });

  it("--version is that of the package", async () => {
    expect((await lehr(emptyFolder(), ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
