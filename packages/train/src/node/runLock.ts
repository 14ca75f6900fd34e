import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LehrError } from "lehr";
import { ioError } from "./ioError.js";

/** The right to write a run's folder, until it is given back or the process ends. */
export interface RunLock {
  release(): Promise<void>;
}

/** Who claims a run. All of it is in the claim's name, because a name appears whole or not at all. */
interface Claim {
  readonly name: string;
  readonly pid: number;
  /** When the process began, in the words of its system: a number of a process may be used again. */
  readonly start: string;
  readonly host: string;
}

let claims = 0;

/**
 * Takes a run for this process alone.
 *
 * Node has no file locks, so each process puts down a claim (a file of its own, named after the process) and
 * only then looks for others. Of two processes at least the later sees the other's claim, so never do both
 * hold the run. When both see each other the first by name stays and the other goes. A claim whose process is
 * gone, say by SIGKILL, counts for nothing and is removed: nobody can mistake a dead claim for a new one,
 * since no two claims have the same name.
 *
 * @throws LehrError RUN_LOCKED naming the process that holds the run, IO when the system refuses.
 */
export async function lockRun(run: string): Promise<RunLock> {
  const mine = newClaim();
  const release = async (): Promise<void> => rm(join(run, mine.name), { force: true });
  try {
    await writeFile(join(run, mine.name), "", { flag: "wx" });
  } catch (cause) {
    throw ioError("write", run, cause);
  }
  try {
    for (let attempt = 1; ; attempt++) {
      const others = await liveClaims(run, mine);
      const [first] = others;
      if (!first) return { release };
      if (first.name < mine.name || attempt === 10) throw locked(run, first);
      await wait(25);
    }
  } catch (error) {
    await release();
    throw error instanceof LehrError ? error : ioError("read", run, error);
  }
}

/** The claims of other living processes, sorted by name. Those of dead ones are removed. */
async function liveClaims(run: string, mine: Claim): Promise<Claim[]> {
  const others = (await readdir(run))
    .sort()
    .flatMap((name) => parseClaim(name) ?? [])
    .filter(({ name }) => name !== mine.name);
  const living = others.filter(
    (claim) => claim.host !== mine.host || processStart(claim.pid) === claim.start,
  );
  for (const claim of others) {
    if (!living.includes(claim)) await rm(join(run, claim.name), { force: true });
  }
  return living;
}

function newClaim(): Claim {
  const [pid, host] = [process.pid, encodeURIComponent(hostname())];
  const start = processStart(pid) ?? "";
  return { name: `lock-${pid}-${start}-${++claims}@${host}`, pid, start, host };
}

function parseClaim(name: string): Claim | undefined {
  const match = /^lock-(\d+)-(\w*)-\d+@(.*)$/.exec(name);
  return match ? { name, pid: Number(match[1]), start: match[2]!, host: match[3]! } : undefined;
}

function locked(run: string, { pid, host, name }: Claim): LehrError {
  const path = join(run, name);
  if (host !== encodeURIComponent(hostname())) {
    return new LehrError(
      "RUN_LOCKED",
      `${run}: process ${pid} on the machine ${decodeURIComponent(host)} writes this run; if it is gone, delete ${path}`,
    );
  }
  const who = pid === process.pid ? "this process itself" : `process ${pid}`;
  return new LehrError("RUN_LOCKED", `${run}: ${who} writes this run; wait until it ends, or stop it`);
}

/** When a living process began, "" where the system does not say, undefined when there is no such process. */
function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  if (process.platform === "win32") return "";
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).replaceAll(
        /\W/g,
        "",
      );
    }
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // A zombie is dead; its parent has only not asked yet. The 22nd field of the line is the start.
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
