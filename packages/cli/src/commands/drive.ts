import { setImmediate as nextTurn } from "node:timers/promises";
import type { EndEvent } from "@lehr/train";
import type { RunFolder } from "@lehr/train/node";
import { ExitCode } from "../errors.js";
import type { Job } from "../job/job.js";
import { sample } from "../job/sample.js";
import { chooseReporters, type ReportFlags } from "../report/choose.js";
import { ending, headline } from "../report/ending.js";
import { opening } from "../report/opening.js";
import { styleFor } from "../words/style.js";
import type { History } from "../run/history.js";
import { onStopSignal } from "./signals.js";

/** How long the loop may keep the process to itself before signals and pipes get their turn. */
const TURN_MS = 20;

const STOPPING = "finishing this update and saving; press Ctrl-C again to leave at once";

/** What `lehr train` and `lehr resume` hand down. */
export interface DriveFlags extends ReportFlags {
  /** The command that began this run, to be offered with another rate. */
  readonly command?: string;
}

/** What there was before the loop begins. */
export interface Before {
  /** What has happened in the run; what happens now is added. */
  readonly history: History;
  /** What a language model wrote, if there is anyone to read it. */
  readonly sample?: string;
}

/** Trains to the end, into a folder, and tells everyone. Gives the exit code. */
export async function drive(
  job: Job,
  folder: RunFolder,
  flags: DriveFlags,
  { history, sample: before }: Before,
): Promise<number> {
  const style = styleFor({ color: flags.color, isTTY: process.stderr.isTTY });
  const reporters = chooseReporters(flags, job, style);
  const say = (text: string): void => reporters.forEach((reporter) => reporter.say(text));
  const signals = onStopSignal((from) => {
    if (from === "signal") say(style.warning(STOPPING));
    job.trainer.stop();
  });
  const began = performance.now();
  let end: EndEvent | undefined;
  try {
    say(opening(job, folder.path, style));
    let turned = performance.now();
    for await (const event of job.trainer) {
      if (event.type === "checkpoint") await folder.saveCheckpoint(event.checkpoint);
      else folder.append(event);
      history.add(event);
      for (const reporter of reporters) reporter.event(event);
      if (event.type === "end") end = event;
      if (performance.now() - turned > TURN_MS) {
        await nextTurn();
        turned = performance.now();
      }
    }
  } finally {
    for (const reporter of reporters) reporter.close();
    signals.release();
    await folder.close();
  }
  const outcome = {
    end: end!,
    seconds: (performance.now() - began) / 1000,
    history,
    command: flags.command ?? "npx lehr train …",
    ...(before !== undefined && { samples: { before, after: await sampleOf(job) } }),
  };
  say(ending(job, folder.path, outcome, style, process.stderr.columns || 80));
  if (flags.quiet && outcome.end.reason === "diverged") {
    process.stderr.write(`${headline(job, folder.path, outcome, style)}\n`);
  }
  if (outcome.end.reason === "diverged") return ExitCode.diverged;
  return outcome.end.reason === "finished" ? ExitCode.done : (signals.exitCode ?? ExitCode.failure);
}

/** What a language model writes as it is now, if there is anyone to read it. */
export async function sampleFor(job: Job, flags: ReportFlags): Promise<Pick<Before, "sample">> {
  return job.data.task === "tokens" && !flags.quiet ? { sample: await sampleOf(job) } : {};
}

/** Declarations begin with a word that shows what was learned; other texts have lines. */
function sampleOf({ model, data, config }: Job): Promise<string> {
  return sample(model, data, config.data.declarations ? "interface " : "\n");
}
