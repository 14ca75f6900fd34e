/** `lehr plot` from a cold start: the whole process, median. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleave, milliseconds } from "./measure.mjs";

const main = fileURLToPath(new URL("../packages/cli/dist/main.js", import.meta.url));

export async function run() {
  const plot = () =>
    milliseconds(() =>
      execFileSync(process.execPath, [main, "plot", "cosine: { steps: 100 }"], { stdio: "ignore" }),
    );
  const bareNode = () => milliseconds(() => execFileSync(process.execPath, ["-e", ""], { stdio: "ignore" }));
  return { milliseconds: await interleave({ plot, bareNode }, 9), atMost: { plot: 300 } };
}
