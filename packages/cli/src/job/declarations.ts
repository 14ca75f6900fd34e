import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The text of the `lib.*.d.ts` files of the installed `typescript`, without comments: about 800 kB that
 * every install has. The web worker's are left out, because they repeat the page's.
 */
export async function declarations(): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve("typescript"));
  const names = (await readdir(folder))
    .filter((name) => /^lib\.(es|dom|decorators).*\.d\.ts$/.test(name))
    .sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return files.map(withoutComments).join("");
}

function withoutComments(code: string): string {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const lines = bare.split(/\r?\n/).map((line) => line.trimEnd());
  return lines
    .filter((line) => line !== "")
    .map((line) => `${line}\n`)
    .join("");
}
