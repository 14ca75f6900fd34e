import { describe, expect, it } from "vitest";
import { emptyFolder, writeConfig } from "./support/lehr.js";
import { canMakeTerminals, onTerminal } from "./support/terminal.js";

const ESCAPE = String.fromCharCode(27);

const name = canMakeTerminals ? "on a terminal" : "on a terminal (skipped: it takes python3 to make one)";

describe.skipIf(!canMakeTerminals)(name, () => {
  it.each([0, 1, 2, 7])("of %d columns a run ends as it does elsewhere", (columns) => {
    const folder = emptyFolder();
    const { code, text } = onTerminal(folder, ["train", writeConfig(folder)], { columns });
    expect(text).toContain("finished 40 updates");
    expect(code).toBe(0);
  });

  it.each([0, 1])("of %d columns Ctrl-C ends with 130", (columns) => {
    const folder = emptyFolder();
    const config = writeConfig(folder, { train: { totalSteps: 1_000_000, batchSize: 16 } });
    const { code, text } = onTerminal(folder, ["train", config], { columns, interruptAt: "%" });
    expect(text).toContain("updates, and saved");
    expect(code).toBe(130);
  });

  it("a run is in colours unless FORCE_COLOR=0 or NO_COLOR=1 is set", () => {
    const folder = emptyFolder();
    const config = writeConfig(folder, { train: { totalSteps: 2 } });
    const painted = (env: NodeJS.ProcessEnv): boolean =>
      onTerminal(folder, ["train", config], { columns: 80, env }).text.includes(`${ESCAPE}[32m`);
    expect([{}, { FORCE_COLOR: "0" }, { FORCE_COLOR: "false" }, { NO_COLOR: "1" }].map(painted)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
