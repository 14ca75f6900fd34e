import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LehrError } from "lehr";
import { beforeAll, describe, expect, it } from "vitest";
import { readChange } from "./changes.js";
import { readConfig } from "./read.js";

const GOOD = `data: { spirals: {} }
model: { mlp: { hidden: [8] } }
optimizer: { SGD: { lr: 0.1 } }
schedule:
  warmup:
    steps: 5%
    schedule: { cosine: { steps: 95% } }
train: { totalSteps: 100, batchSize: 16 }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lehr-config-"));
});

/** What is said about a config, without the folder. */
async function complaint(text: string, ...sets: string[]): Promise<string> {
  const file = join(folder, "job.yaml");
  await writeFile(file, text);
  try {
    await readConfig(file, sets.map(readChange));
  } catch (error) {
    expect(error).toBeInstanceOf(LehrError);
    expect((error as LehrError).code).toBe("BAD_CONFIG");
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  return "no complaint";
}

describe("a config", () => {
  it("gets every default, and absolute paths", async () => {
    const file = join(folder, "job.yaml");
    await writeFile(file, GOOD.replace("spirals: {}", "csv: { file: ../penguins.csv, target: species }"));
    const { config, name } = await readConfig(file, []);
    expect(name).toBe("job");
    expect(config).toMatchObject({
      seed: 1,
      device: "wasm",
      data: { csv: { file: join(folder, "../penguins.csv"), validation: "10%" } },
      optimizer: { SGD: { lr: 0.1, momentum: 0 } },
      train: { accumulate: 1, evaluateEvery: "10%" },
    });
  });

  it("may be JSON", async () => {
    const json = { data: { spirals: {} }, model: { mlp: {} }, optimizer: { SGD: {} }, train: { epochs: 1 } };
    expect(await complaint(JSON.stringify(json))).toBe("no complaint");
    expect(await complaint(JSON.stringify({ ...json, sed: 1 }, null, 2))).toBe(
      'job.yaml:14:3: sed: unknown key, did you mean "seed"?',
    );
  });

  it("that cannot be read is named", async () => {
    await expect(readConfig(join(folder, "nosuch.yaml"), [])).rejects.toThrow(
      "nosuch.yaml: there is no such file or folder (ENOENT)",
    );
    await expect(readConfig(folder, [])).rejects.toThrow(/^cannot read .*: it is a folder/);
  });

  it("says everything that is wrong at once, each with its place", async () => {
    expect(
      await complaint(`data: { spirls: {} }
model: { mlp: { hiden: [2], activation: rel } }
optimizer: { AdamW: { lr: many, betas: [0.9] } }
train: { totalSteps: 100, batchSize: 0, evaluateEvery: often }
sed: 1
`),
    ).toMatchInlineSnapshot(`
      "job.yaml:1:9: data.spirls: unknown key, did you mean "spirals"?
      job.yaml:2:29: model.mlp.activation: must be one of relu, gelu, tanh, got "rel", did you mean "relu"?
      job.yaml:2:17: model.mlp.hiden: unknown key, did you mean "hidden"?
      job.yaml:3:23: optimizer.AdamW.lr: must be a number, got "many"
      job.yaml:3:33: optimizer.AdamW.betas: must have at least 2 items, got [0.9]
      job.yaml:4:27: train.batchSize: must be at least 1, got 0
      job.yaml:4:41: train.evaluateEvery: must be updates (500 or "500st"), epochs ("10ep") or a part of the run ("5%"), got "often"
      job.yaml:5:1: sed: unknown key, did you mean "seed"?"
    `);
  });

  it.each([
    ["mdl: 3", "", "job.yaml:9:1: mdl: unknown key"],
    ["data: { spirals: {}", "data: { spirals: {} }", "job.yaml:2:1: Flow map"],
    [
      "data:",
      "data: { spirals: {} }",
      "job.yaml:1:1: data: must be an object, got null; write {} for all defaults",
    ],
    ["mlp: {}, convnet: {}", "mlp: { hidden: [8] }", "job.yaml:2:1: model: must hold exactly one of"],
    ["epochs: 1", "batchSize: 16", "job.yaml:8:1: train: must hold exactly one of totalSteps, epochs, got"],
    ["lr: -0.1", "lr: 0.1", "job.yaml:3:21: optimizer.SGD.lr: must be at least 0, got -0.1"],
    ["lr: .nan", "lr: 0.1", "job.yaml:3:21: optimizer.SGD.lr: must be a number, got"],
    ["hidden: [8, x]", "hidden: [8]", 'job.yaml:2:29: model.mlp.hidden[1]: must be a number, got "x"'],
    ["steps: 5", "steps: 5%", "no complaint"],
    ["{ CosineAnnealingLR: { tMax: 95% } }", "{ cosine: { steps: 95% } }", "no complaint"],
    [
      "{ CosineAnnealingLR: { tMax: 0 } }",
      "{ cosine: { steps: 95% } }",
      "job.yaml:7:38: schedule.warmup.schedule.CosineAnnealingLR.tMax: must be a finite number above 0",
    ],
    ["steps: 5pc", "steps: 5%", 'job.yaml:6:5: schedule.warmup.steps: must be updates (500 or "500st")'],
    [
      "cosin: {",
      "cosine: {",
      'job.yaml:7:17: schedule.warmup.schedule.cosin: unknown schedule "cosin", did you mean "cosine"?',
    ],
    [
      "{ cosine: { stpes: 95% } }",
      "{ cosine: { steps: 95% } }",
      'job.yaml:7:27: schedule.warmup.schedule.cosine.stpes: unknown key, did you mean "steps"?',
    ],
  ])("with %s is refused or not", async (wrong, right, message) => {
    const text = right === "" ? `${GOOD}${wrong}\n` : GOOD.replace(right, wrong);
    expect(await complaint(text)).toContain(message);
  });
});

describe("--set", () => {
  it("changes one value and leaves the rest", async () => {
    const file = join(folder, "job.yaml");
    await writeFile(file, GOOD);
    const sets = ["optimizer.SGD.lr=1e-3", "model.mlp.hidden[1]=4", "schedule={cosine: {steps: 100%}}"];
    const { config } = await readConfig(file, sets.map(readChange));
    expect(config.optimizer.SGD?.lr).toBe(1e-3);
    expect(config.model.mlp?.hidden).toEqual([8, 4]);
    expect(config.schedule).toEqual({ cosine: { steps: "100%" } });
    expect(config.train.batchSize).toBe(16);
  });

  it.each([
    ["sed=3", '--set sed=3: sed: unknown key, did you mean "seed"?'],
    ["train.batchSize=many", '--set train.batchSize=many: train.batchSize: must be a number, got "many"'],
    [
      "schedule.warmup.schedule.cosine.ned=2",
      'schedule.warmup.schedule.cosine.ned: unknown key, did you mean "end"?',
    ],
    ["train.totalSteps.x=1", "--set train.totalSteps.x=1: train.totalSteps is 100 and has no x"],
    ["seed", "--set seed: must be path=value, such as train.epochs=5"],
    ["a..b=1", '--set a..b=1: "a..b" is not a path'],
    ["data.spirals=null", "data.spirals: must be an object, got null; write {} for all defaults"],
  ])("%s is refused under its own name", async (set, message) => {
    const said = await complaint(GOOD, ...(set === "seed" || set === "a..b=1" ? [] : [set])).catch(String);
    if (said !== "no complaint") expect(said).toContain(message);
    else expect(() => readChange(set)).toThrow(message);
  });

  it("takes a path from where it was typed, not from where the config is", async () => {
    const file = join(folder, "job.yaml");
    await writeFile(
      file,
      GOOD.replace("spirals: {}", "text: { file: a.txt }").replace("mlp: { hidden: [8] }", "transformer: {}"),
    );
    const { config } = await readConfig(file, [readChange("data.text.file=b.txt")]);
    expect(config.data.text?.file).toBe(join(process.cwd(), "b.txt"));
  });
});
