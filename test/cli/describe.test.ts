import { cosine, fromLink } from "lehr";
import { describe, expect, it } from "vitest";
import { emptyFolder, lehr, writeConfig } from "./support/lehr.js";

describe("lehr describe", () => {
  const said = async (...args: string[]): Promise<string> => {
    const { code, stdout } = await lehr(emptyFolder(), ["describe", ...args]);
    expect(code).toBe(0);
    return stdout.trimEnd();
  };

  it("says a schedule in one sentence: in multiples of the base rate, or in rates", async () => {
    expect(await said("cosine: {steps: 100}")).toBe(
      "Falls along half a cosine from 1× the base rate to 0 in 100 steps.",
    );
    expect(await said("cosine: {steps: 100}", "--base", "0.1")).toBe(
      "Falls along half a cosine from 0.1 to 0 in 100 steps.",
    );
    expect(await said("smollm3", "--steps", "20000")).toContain("stays at 0.0002 for 16,000 steps");
  });

  it("says what a config does with its own rate and length, and a plan group by group", async () => {
    const folder = emptyFolder();
    const { stdout } = await lehr(folder, ["describe", writeConfig(folder)]);
    expect(stdout).toMatch(/^Rises from 0\.01 to 0\.1 in 4 steps, then .+; 40 steps in all\.\n$/);
    const plan = "{type: plan, lr: {linear: {steps: 10}}, groups: {head: {lr: 0.5}}}";
    expect((await said(plan)).split("\n")).toEqual([
      "Falls on a straight line from 1× the base rate to 0 in 10 steps.",
      "head: Stays at 0.5× the base rate without end.",
    ]);
  });

  it("prints a link that all commands read, with the units that were written", async () => {
    const link = await said("cosine: {steps: 100%}", "--link");
    expect((await fromLink(link)).spec).toEqual(cosine({ steps: "100%" }).spec);
    expect(await said(link, "--steps", "50")).toContain("in 50 steps");
    const torch = await said("CosineAnnealingLR: {tMax: 100%}", "--steps", "50", "--link");
    expect((await fromLink(torch)).spec).toEqual({ type: "CosineAnnealingLR", tMax: 50, etaMin: 0 });
  });

  it("gives as JSON the sentence, the spec, the area and the link", async () => {
    const json = await said("linear: {steps: 10}", "--base", "0.5", "--json", "--link");
    expect(JSON.parse(json)).toEqual({
      v: 1,
      sentence: "Falls on a straight line from 0.5 to 0 in 10 steps.",
      base: 0.5,
      totalSteps: 10,
      area: 2.75,
      spec: { type: "linear", steps: 10, start: 1, end: 0 },
      link: await said("linear: {steps: 10}", "--link"),
    });
  });

  it.each<[string[], string]>([
    [["smolm3"], 'smolm3: no such file, folder or preset, did you mean "smollm3"?'],
    [["nothing"], "no schedule such as 'cosine: {steps: 100}'; the presets are sgdr-wrn, "],
    [["s1=AAAA"], "link: "],
    [["s9=AAAA"], "link: version must be 1, got 9"],
    [["{type: plan, lr: 1}", "--link"], "--link: a link holds one schedule, and this is a plan"],
    [
      ["{type: plan, lr: 1, groups: {a: {lr: {cosin: {}}}}}"],
      'unknown schedule "cosin", did you mean "cosine"?',
    ],
    [["smollm3", "--steps", "100"], 'smollm3: schedule.schedule.steps: nothing is left of "90% - 2000st"'],
  ])("refuses %j with 2", async (args, message) => {
    const { code, stdout, stderr } = await lehr(emptyFolder(), ["describe", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
