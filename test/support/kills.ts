/**
 * Trains through the command, kills it with SIGKILL at random instants, resumes it until it is done, and
 * compares every byte that matters with a run that was never interrupted.
 *
 *     npm run kills        50 of them; KILLS=3 in the suite
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));

/** A model with everything whose state could be lost: momenta, dropout, clipping, accumulation, a warmup. */
const CONFIG = `
data: { spirals: { classes: 3, examples: 600, noise: 0.1 } }
model: { mlp: { hidden: [64, 64], dropout: 0.1 } }
optimizer: { AdamW: { lr: 5e-3, clipNorm: 1 } }
schedule: { warmup: { steps: 10%, start: 0.01, schedule: { cosine: { steps: 90% } } } }
train: { totalSteps: 1500, batchSize: 32, accumulate: 2, evaluateEvery: 200, checkpointEvery: 20 }
seed: 7
`;

/** What a finished run leaves behind, without its times. */
export interface Remains {
  /** SHA-256 of the last checkpoint's tensors, by file. */
  readonly tensors: Record<string, string>;
  /** Every update's loss and rates, and every measurement, in order. */
  readonly history: readonly string[];
}

/** How a run was treated and what came of it. */
export interface Survival {
  readonly kills: number;
  readonly uninterrupted: Remains;
  readonly survived: Remains;
}

/** Kills a run so many times, at instants drawn from the milliseconds that such a run takes. */
export async function survive(kills: number, log: (line: string) => void = () => {}): Promise<Survival> {
  const folder = mkdtempSync(join(tmpdir(), "lehr-kills-"));
  try {
    const config = join(folder, "run.yaml");
    writeFileSync(config, CONFIG);
    const whole = join(folder, "whole");
    const start = performance.now();
    await finish(["train", config, "--out", whole, "--quiet"]);
    const duration = performance.now() - start;

    const killed = join(folder, "killed");
    let done = 0;
    while (done < kills) {
      const wasKilled = await killAfter(
        nextArguments(killed, config),
        100 + Math.random() * 1.2 * (duration / 3),
      );
      if (wasKilled) log(`kill ${++done}: ${progressOf(killed)}`);
      // A run that got through is whole; begin the next one, so that the kills go on.
      else {
        expectSame(remainsOf(whole), remainsOf(killed));
        rmSync(killed, { recursive: true });
      }
    }
    await finish(nextArguments(killed, config));
    return { kills: done, uninterrupted: remainsOf(whole), survived: remainsOf(killed) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resumes what is there; a kill may come before there is anything. */
function nextArguments(run: string, config: string): string[] {
  return existsSync(join(run, "run.json"))
    ? ["resume", run, "--quiet"]
    : ["train", config, "--out", run, "--quiet"];
}

async function finish(args: readonly string[]): Promise<void> {
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "inherit"] }).on(
      "exit",
      resolve,
    ),
  );
  if (code !== 0) throw new Error(`lehr ${args.join(" ")} ended with ${code}`);
}

/** Whether the kill came before the end. */
async function killAfter(args: readonly string[], milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on("exit", (...ending) => resolve(ending)),
  );
  clearTimeout(timer);
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`lehr ${args.join(" ")} ended with ${code}`);
  return signal === "SIGKILL";
}

/** What a run folder holds at its end. */
export function remainsOf(run: string): Remains {
  const checkpoints = readdirSync(join(run, "checkpoints")).filter((name) => name.endsWith(".safetensors"));
  const last = checkpoints
    .map((name) => name.split(".")[0]!)
    .sort()
    .at(-1)!;
  const tensors = Object.fromEntries(
    checkpoints
      .filter((name) => name.startsWith(last))
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(run, "checkpoints", name)))
          .digest("hex"),
      ]),
  );
  const history = readFileSync(join(run, "events.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ type }) => type === "step" || type === "evaluate")
    .map(({ type, step, loss, lr, accuracy }) => JSON.stringify({ type, step, loss, lr, accuracy }));
  return { tensors, history };
}

function progressOf(run: string): string {
  if (!existsSync(join(run, "events.ndjson"))) return "before the first event";
  const lines = readFileSync(join(run, "events.ndjson"), "utf8").trim().split("\n");
  const files = existsSync(join(run, "checkpoints")) ? readdirSync(join(run, "checkpoints")) : [];
  return `${lines.length} events, ${files.filter((name) => name.endsWith(".json")).join(" ") || "no checkpoint"}`;
}

function expectSame(a: Remains, b: Remains): void {
  if (JSON.stringify(a) !== JSON.stringify(b))
    throw new Error("a resumed run differs from the uninterrupted one");
}
