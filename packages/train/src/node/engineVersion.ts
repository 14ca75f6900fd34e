import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The engine's package, under whose name its version stands in a run's header. */
export const engine = "@jax-js/jax";

/** The version of the engine that is installed, which may differ from the one that Lehr asks for. */
export function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve(engine);
  const { version } = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
