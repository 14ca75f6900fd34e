/** The rows of the pages "Coming from …": each names a call of the other framework, and has its numbers. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as lehr from "lehr";

type Given = number | boolean | string | null | readonly Given[] | { readonly [name: string]: Given };

interface GoldenCase {
  readonly name: string;
  readonly args: { readonly [name: string]: Given };
  readonly steps: readonly number[];
  readonly lrs: readonly number[];
  readonly fragile?: readonly { readonly step: number }[];
  readonly metrics?: readonly number[];
}

interface Row {
  readonly call: string;
  readonly made: lehr.Schedule | lehr.MetricRule;
  /** Of a schedule, the base rate that the page gives it. */
  readonly base: number;
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

const golden = new Map(
  ["peers", "coming-from", "metric-rules"]
    .flatMap((file) => (JSON.parse(read(`golden/${file}.json`)) as { cases: GoldenCase[] }).cases)
    .map((one) => [written(one), one] as const),
);

/** A case as the call that made it, in Python. */
function written({ name, args }: Pick<GoldenCase, "name" | "args">): string {
  return `${name}(${named(args)})`;
}

function named(args: GoldenCase["args"]): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${python(value)}`)
    .join(", ");
}

function python(value: Given): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return String(value);
  if (value === null) return "None";
  if (Array.isArray(value)) return `[${(value as readonly Given[]).map(python).join(", ")}]`;
  return "name" in value ? written(value as never) : `dict(${named(value as GoldenCase["args"])})`;
}

/** In a page's code, each comment that is a call, with what the constant under it is. */
function rowsOf(page: string): Row[] {
  return [...read(`../docs/${page}`).matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, block]) => {
    const code = block!.replaceAll(/^import .*$/gm, "").replaceAll(/^import {[\s\S]*?^} from "lehr";$/gm, "");
    const found = [...code.matchAll(/^\/\/ ([\w.]+\(.*\))\nconst (\w+) =/gm)];
    const constants = found.map(([, , name]) => name!);
    // The page is a program; what it names is Lehr's.
    // oxlint-disable-next-line typescript/no-implied-eval
    const run = new Function(...Object.keys(lehr), `${code}\nreturn { ${constants.join(", ")} };`);
    const values = run(...Object.values(lehr)) as Record<string, Row["made"]>;
    return found.map(([, call, name]) => ({
      call: call!,
      made: values[name!]!,
      base: Number(new RegExp(`\\b${name}\\(step, ([^)]+)\\)`).exec(code)?.[1]),
    }));
  });
}

describe.each([
  ["keras.md", 12],
  ["optax.md", 17],
  ["hugging-face.md", 15],
  ["timm.md", 9],
])("docs/%s", (page, count) => {
  const rows = rowsOf(page);

  it("has its rows", () => expect(rows).toHaveLength(count));

  it.each(rows.map((row) => [row.call, row] as const))("%s", (call, { made, base }) => {
    const one = golden.get(call);
    if (!one) throw new Error("no golden case was made by this call");
    const { lrs, metrics, fragile = [] } = one;
    const got =
      typeof made === "function"
        ? one.steps.map((step) => made(step, base))
        : lehr.replay(made, metrics!).map((factor) => factor * lrs[0]!);
    const skipped = new Set(fragile.map(({ step }) => step));
    const highest = Math.max(...lrs);
    got.forEach((value, index) => {
      if (skipped.has(one.steps?.[index] ?? -1)) return;
      // A rate of 0 may come out as the rounding error of a cosine.
      const tolerance = 1e-9 * lrs[index]! + 1e-15 * highest;
      expect(Math.abs(value - lrs[index]!), `at ${index}: ${value}`).toBeLessThanOrEqual(tolerance);
    });
  });
});
