/** `scheduler.step()`: nanoseconds and bytes allocated a call, for 1 and 100 parameter groups. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CosineAnnealingLR } from "lehr";
import { interleave } from "./measure.mjs";

function scheduler(groups) {
  const optimizer = { paramGroups: Array.from({ length: groups }, () => ({ lr: 0.1 })) };
  return new CosineAnnealingLR(optimizer, { tMax: 1e6 });
}

function nanoseconds(groups, calls) {
  const subject = scheduler(groups);
  return () => {
    const start = process.hrtime.bigint();
    for (let call = 0; call < calls; call++) subject.step();
    return Number(process.hrtime.bigint() - start) / calls;
  };
}

function bytesAllocated(groups) {
  const flags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];
  const script = fileURLToPath(new URL("schedulerAllocation.mjs", import.meta.url));
  return Number(execFileSync(process.execPath, [...flags, script, String(groups)], { encoding: "utf8" }));
}

/** The same in PyTorch, where python3-torch is installed. */
function torch() {
  try {
    const script = new URL("schedulerStep.py", import.meta.url).pathname;
    return JSON.parse(
      execFileSync("/usr/bin/python3", [script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return "python3-torch is not installed";
  }
}

export async function run() {
  const ns = await interleave({ oneGroup: nanoseconds(1, 1e6), hundredGroups: nanoseconds(100, 2e4) }, 9);
  return {
    nanosecondsPerStep: ns,
    bytesPerStep: { oneGroup: bytesAllocated(1), hundredGroups: bytesAllocated(100) },
    torch: torch(),
    atMost: { nanosecondsPerStep: { oneGroup: 50, hundredGroups: 3000 }, bytesPerStep: { oneGroup: 0 } },
  };
}
