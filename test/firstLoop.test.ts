import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the article's loop prints PyTorch's 200 lines", () => {
  const program = fileURLToPath(new URL("../examples/dist/first-loop.js", import.meta.url));
  const printed = execFileSync(process.execPath, [program], { encoding: "utf8" });
  const torch = readFileSync(new URL("golden/first-loop.txt", import.meta.url), "utf8");
  expect(printed).toBe(torch);
});
