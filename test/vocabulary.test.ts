/** One word an idea: every option of every schedule stands in the table of docs/architecture.md. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { greedy, plateau } from "lehr";
import { specTypes } from "../packages/lehr/src/spec/registry.js";

const table = readFileSync(new URL("../docs/architecture.md", import.meta.url), "utf8")
  .split("## Words")[1]!
  .split("\n## ")[0]!;
const words = new Set(
  [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) => cell!.split(",").map((word) => word.trim())),
);

/** PyTorch's words are PyTorch's; Lehr's own types begin with a small letter. */
const own = Object.entries(specTypes).filter(([type]) => /^[a-z]/.test(type));

it.each(own)("%s is said in words of the table", (_, { options }) => {
  expect(options.filter((option) => !words.has(option))).toEqual([]);
});

it.each([plateau().spec, greedy().spec])("the rule $type is said in words of the table", (spec) => {
  expect(Object.keys(spec).filter((option) => option !== "type" && !words.has(option))).toEqual([]);
});
