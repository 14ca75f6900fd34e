/** Imports point one way. Reads them from the sources; type imports count too. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

function sources(name: string): string[] {
  const folder = join(packages, name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(path))
    .map((path) => join(folder, path));
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(/\b(?:from\s+|import\s*\(?\s*)"([^"\n]+)"/g)].map(([, name]) => name!);
}

/** The folders of the library, lowest first. A file may import from its own folder and those before it. */
const LIBRARY = ["", "shapes", "combine", "recipes", "course", "scheduler", "spec", "plan", "plot"];

/** The same for the command; what starts it, `main.ts` and `program.ts`, stands above all folders. */
const COMMAND = ["", "words", "run", "config", "job", "schedule", "plot", "report", "commands"];

/** What each package may import besides its own files. */
const ALLOWED: Record<string, RegExp> = {
  lehr: /^$/,
  train: /^(lehr|@jax-js\/jax|pure-rand\/.+|csv-parse\/.+|webgpu)$/,
  "train/node": /^(lehr|node:.+)$/,
  cli: /^(lehr(\/plot)?|@lehr\/train(\/node)?|commander|yaml|zod|node:.+)$/,
};

function allowedFor(name: string, path: string): RegExp {
  const inside = relative(join(packages, name, "src"), path);
  return ALLOWED[`${name}/${inside.split("/")[0]}`] ?? ALLOWED[name]!;
}

describe.each(["lehr", "train", "cli"])("%s", (name) => {
  it("imports only the packages that it may", () => {
    const wrong = sources(name).flatMap((path) =>
      importsOf(path)
        .filter((wanted) => !wanted.startsWith(".") && !allowedFor(name, path).test(wanted))
        .map((wanted) => `${relative(packages, path)} imports ${wanted}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each([
  { name: "lehr", folders: LIBRARY, above: ["index.ts"] },
  { name: "cli", folders: COMMAND, above: ["main.ts", "program.ts"] },
])("$name", ({ name, folders, above }) => {
  const root = join(packages, name, "src");
  const levelOf = (path: string): number => {
    const [first, ...rest] = relative(root, path).split("/");
    if (rest.length > 0) return folders.indexOf(first!);
    return above.includes(first!.replace(/\.js$/, ".ts")) ? folders.length : 0;
  };

  it("imports downwards only", () => {
    const wrong = sources(name).flatMap((path) =>
      importsOf(path)
        .filter((wanted) => wanted.startsWith("."))
        .map((wanted) => resolve(dirname(path), wanted))
        .filter((target) => levelOf(target) > levelOf(path))
        .map((target) => `${relative(root, path)} imports ${relative(root, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no folder that this test does not know", () => {
    expect(sources(name).filter((path) => levelOf(path) < 0)).toEqual([]);
  });
});

describe("train", () => {
  it("keeps what needs a file system in its node folder", () => {
    const root = join(packages, "train", "src");
    const wrong = sources("train").filter(
      (path) =>
        !relative(root, path).startsWith("node/") &&
        importsOf(path).some((wanted) => wanted.startsWith("node:") || /\/node\//.test(wanted)),
    );
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });
});
