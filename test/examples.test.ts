/**
 * Runs every TypeScript block of the README and the docs, and every `@example` of the packages, as a
 * program of its own would: from the built packages. A comment `// => value` after an expression is a check.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const work = join(root, "test", ".examples");

interface Example {
  readonly name: string;
  readonly code: string;
}

function files(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !/(^|\/)(node_modules|dist)\//.test(name))
    .map((name) => join(root, folder, name));
}

/** The ```ts blocks of a Markdown file. A block after `<!-- not run: why -->` is left out. */
function blocksOf(path: string): Example[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(<!-- not run:[^>]*-->\s*)?```ts\n([\s\S]*?)```/g)]
    .filter(([, skipped]) => skipped === undefined)
    .map(([, , code], index) => ({ name: `${relative(root, path)} block ${index + 1}`, code: code! }));
}

/** The `@example` parts of a source file's doc blocks. */
function docExamplesOf(path: string): Example[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/@example\n([\s\S]*?)(?=\n\s*\*\/|\n\s*\* @)/g)].map(([, body], index) => ({
    name: `${relative(root, path)} @example ${index + 1}`,
    code: body!.replaceAll(/^ *\* ?/gm, ""),
  }));
}

/** JavaScript in which every `expression; // => value` is compared with the value. */
function checked(code: string): string {
  const source = code.replaceAll(
    /^(?!\s*(?:const|let|import)\b)(.+?);\s*\/\/ => (.+)$/gm,
    (_, expression: string, value: string) => `__same(${expression}, ${value});`,
  );
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return `import { deepStrictEqual as __same } from "node:assert";\n${outputText}`;
}

const examples = [
  ...blocksOf(join(root, "README.md")),
  ...files("docs", ".md").flatMap(blocksOf),
  ...["lehr", "train"].flatMap((name) =>
    files(`packages/${name}/src`, ".ts")
      .filter((path) => !path.endsWith(".test.ts"))
      .flatMap(docExamplesOf),
  ),
];

describe("every example runs, and gives what it says", () => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const paths = examples.map(({ code }, index) => {
    const path = join(work, `${index}.mjs`);
    writeFileSync(path, checked(code));
    return path;
  });
  // One process runs them all: starting the engine for each would take minutes.
  const runner = join(work, "run.mjs");
  writeFileSync(
    runner,
    `const results = [];
console.log = () => {};
for (const path of ${JSON.stringify(paths)}) {
  try { await import(path); results.push(null); } catch (error) { results.push(String(error?.stack ?? error)); }
}
process.stdout.write(JSON.stringify(results));`,
  );
  const results = JSON.parse(
    execFileSync(process.execPath, [runner], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 }),
  ) as (string | null)[];

  it("finds them", () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  it.each(examples.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
    expect(results[index]).toBeNull();
  });
});
