import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ExitCode } from "../../packages/cli/src/errors.js";
import { configSchema } from "../../packages/cli/src/config/schema.js";
import { emptyFolder, lehr } from "./support/lehr.js";

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const readme = readFileSync(file("packages/cli/README.md"), "utf8");
const [screen, messages] = [...readme.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) =>
  text!.trimEnd().split("\n"),
);

describe("the command's README", () => {
  it("shows what is printed", async () => {
    const { stderr } = await lehr(emptyFolder(), ["train", file("examples/spirals.yaml")]);
    const printed = stderr.split("\n");
    const moving = screen!.at(-1)!;
    for (const line of screen!.slice(0, -1)) expect(printed).toContain(line);
    // The bar and the pace stand only on the line that moves.
    const [, percent, words] = /^( *\d+%) [━─]+ (.*) {2}\d+ it\/s/.exec(moving)!;
    expect(printed.some((line) => line.startsWith(`${percent}  ${words}`))).toBe(true);
  });

  it("shows what the commands that look at a schedule print", async () => {
    const [, text] = /```console\n([\s\S]*?)```/.exec(readme)!;
    for (const [, typed, printed] of text!.matchAll(/^\$ lehr (.*)\n(.*)…$/gm)) {
      const args = Array.from(typed!.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare!);
      const { stdout } = await lehr(emptyFolder(), args);
      expect(stdout.startsWith(printed!), typed).toBe(true);
    }
  });

  it("quotes messages as they are", async () => {
    const folder = emptyFolder();
    const penguins = readFileSync(file("examples/penguins.yaml"), "utf8");
    const spoilt = penguins.replace("momentum:", "momentm:").replace("batchSize: 32", "batchSize: many");
    expect(spoilt).not.toBe(penguins);
    writeFileSync(join(folder, "penguins.yaml"), spoilt);
    const args = ["train", "penguins.yaml", "--set", "optimizr.SGD.lr=1"];
    const { stderr } = await lehr(folder, args);
    expect(stderr.trimEnd().split("\n").toSorted()).toEqual(messages!.toSorted());
  });

  it("has every option of every command, every key of a config and every exit code", async () => {
    for (const command of ["train", "resume", "plot", "values", "lint", "describe", "diff"]) {
      const { stdout } = await lehr(emptyFolder(), [command, "--help"]);
      const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name!);
      expect(options.filter((name) => name !== "--help" && !readme.includes(name))).toEqual([]);
    }
    const rows = [...readme.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key!);
    expect(rows.toSorted()).toEqual(Object.keys(configSchema.shape).toSorted());
    const codes = [...readme.matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap(([, text]) =>
      text!.split(", ").map(Number),
    );
    expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(ExitCode).toSorted((a, b) => a - b));
  });
});
