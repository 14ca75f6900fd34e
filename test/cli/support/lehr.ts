import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../packages/cli/dist/main.js", import.meta.url));

/** What a call of the command left behind. */
export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call that is running. */
export interface Running {
  readonly process: ChildProcess;
  /** Resolves as soon as stderr holds this text. */
  said(text: string): Promise<void>;
  readonly result: Promise<Result>;
}

/** A new, empty folder. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), "lehr-cli-"));
}

/** Starts the real command in a folder, away from any terminal. */
export function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...inherited, ...env } });
  let [stdout, stderr] = ["", ""];
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  return {
    process: child,
    said: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (stderr.includes(text)) resolve();
        };
        listeners.add(check);
        child.on("close", () => reject(new Error(`ended without saying ${text}:\n${stderr}`)));
        check();
      }),
    result: new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr }))),
  };
}

/** Runs the real command to its end. */
export async function lehr(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Result> {
  return start(folder, args, env).result;
}

/** Writes a config for a run that takes a moment (and, with more steps, as long as wanted) and gives its name. */
export function writeConfig(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const config = {
    data: { spirals: { examples: 120 } },
    model: { mlp: { hidden: [8] } },
    optimizer: { SGD: { lr: 0.1, momentum: 0.9 } },
    schedule: { warmup: { steps: "10%", start: 0.1, schedule: { cosine: { steps: "90%" } } } },
    train: { totalSteps: 40, batchSize: 16 },
    ...changes,
  };
  writeFileSync(join(folder, "job.yaml"), JSON.stringify(config, null, 2));
  return "job.yaml";
}
