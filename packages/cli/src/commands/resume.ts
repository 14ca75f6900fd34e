import { basename, resolve } from "node:path";
import { lastEvent, readEvents, readRunHeader, RunFolder } from "@lehr/train/node";
import { diff, LehrError } from "lehr";
import { readChange } from "../config/changes.js";
import { checkConfig } from "../config/read.js";
import type { Config } from "../config/schema.js";
import { ExitCode } from "../errors.js";
import type { ReportFlags } from "../report/choose.js";
import { History } from "../run/history.js";
import { styleFor } from "../words/style.js";

/** The flags of `lehr resume`. */
export interface ResumeFlags extends ReportFlags {
  readonly set: readonly string[];
}

/** `lehr resume` */
export async function resume(folder: string, flags: ResumeFlags): Promise<number> {
  const header = await readRunHeader(folder);
  const place = (): string => `${folder}/run.json`;
  const document = { name: basename(resolve(folder)), folder: process.cwd(), data: header.config, place };
  const loaded = checkConfig(document, flags.set.map(readChange));
  refuseOtherRun(header.config as Config, loaded.config);

  const last = await lastEvent(folder);
  if (last?.type === "end" && last.reason === "finished") {
    if (!flags.quiet) process.stderr.write(`${folder} is finished: all ${last.step} updates are made\n`);
    return ExitCode.done;
  }
  const [{ openJob }, { drive }] = await Promise.all([import("../job/job.js"), import("./drive.js")]);
  const job = await openJob(loaded);
  return drive(job, flags, {
    open: async () => RunFolder.open(folder),
    restore: async (run) => {
      const { warnings } = await run.resume((checkpoint) => job.trainer.restore(checkpoint));
      const style = styleFor({ color: flags.color, isTTY: process.stderr.isTTY });
      for (const warning of warnings) process.stderr.write(`${style.warning(warning)}\n`);
      return new History(await readEvents(folder));
    },
  });
}

/** What may differ without making it another run. */
const FREE = /^(device|train\.(evaluateEvery|checkpointEvery)):/;

/** @throws LehrError SCHEDULE_MISMATCH or BAD_CONFIG, with what differs. */
function refuseOtherRun(saved: Config, asked: Config): void {
  const differences = diff(saved, asked).filter((line) => !FREE.test(line));
  if (differences.length === 0) return;
  const moves = differences.some((line) => /^(schedule|optimizer|train)\b/.test(line));
  throw new LehrError(
    moves ? "SCHEDULE_MISMATCH" : "BAD_CONFIG",
    `this would be another run, not the rest of this one (as it was → as asked):\n  ${differences.join("\n  ")}\n` +
      "leave it as it was, or begin a new run with npx lehr train",
  );
}
