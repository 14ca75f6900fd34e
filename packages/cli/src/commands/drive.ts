import type { EndEvent } from "@lehr/train";
import type { RunFolder } from "@lehr/train/node";
import { ExitCode } from "../errors.js";
import type { Job } from "../job/job.js";
import { sample } from "../job/sample.js";
import { chooseReporters, type ReportFlags } from "../report/choose.js";
import { ending, headline } from "../report/ending.js";
import { opening } from "../report/opening.js";
import type { Reporter } from "../report/reporter.js";
import type { History } from "../run/history.js";
import { takingTurns } from "../run/turns.js";
import { columnsOf } from "../words/columns.js";
import { styleFor } from "../words/style.js";
import { onStopSignal } from "./signals.js";

const STOPPING = "finishing this update and saving; press Ctrl-C again to leave at once";

/** Where a run comes from. */
export interface Origin {
  /** Takes the run's folder. */
  open(): Promise<RunFolder>;
  /** Puts the job where the run stands, and gives what has happened in it. */
  restore(folder: RunFolder): Promise<History>;
}

/** Trains to the end, into a folder, and tells everyone. Gives the exit code. */
export async function drive(job: Job, flags: ReportFlags, { open, restore }: Origin): Promise<number> {
  const style = styleFor({ color: flags.color, isTTY: process.stderr.isTTY });
  const reporters = chooseReporters(flags, job, style);
  const say = (text: string): void => reporters.forEach((reporter) => reporter.say(text));
  // Before there is a folder, so that none is left without a checkpoint.
  const signals = onStopSignal((from) => {
    if (from === "signal") say(style.warning(STOPPING));
    job.trainer.stop();
  });
  const wanted = (): boolean => !flags.quiet && signals.exitCode === undefined;
  const run = async () => {
    const folder = await open();
    try {
      const before = await sampleOf(job, wanted);
      const history = await restore(folder);
      say(opening(job, folder.path, style));
      return { folder, before, history, ...(await loop(job, folder, history, reporters)) };
    } finally {
      for (const reporter of reporters) reporter.close();
      await folder.close();
    }
  };
  const { folder, before, ...rest } = await run().finally(() => signals.release());
  const after = before === undefined ? undefined : await sampleOf(job, () => true);
  const outcome = {
    ...rest,
    command: folder.header.command ?? "npx lehr train",
    ...(before !== undefined && after !== undefined && { samples: { before, after } }),
  };
  say(ending(job, folder.path, outcome, style, columnsOf(process.stderr)));
  if (flags.quiet && outcome.end.reason === "diverged") {
    process.stderr.write(`${headline(job, folder.path, outcome, style)}\n`);
  }
  if (outcome.end.reason === "diverged") return ExitCode.diverged;
  return outcome.end.reason === "finished" ? ExitCode.done : (signals.exitCode ?? ExitCode.failure);
}

/** Makes the updates; everything that happens goes into the folder, the history and the reports. */
async function loop(
  { trainer }: Job,
  folder: RunFolder,
  history: History,
  reporters: readonly Reporter[],
): Promise<{ end: EndEvent; seconds: number }> {
  const began = performance.now();
  const turn = takingTurns();
  let end: EndEvent | undefined;
  for await (const event of trainer) {
    if (event.type === "checkpoint") await folder.saveCheckpoint(event.checkpoint);
    else folder.append(event);
    history.add(event);
    for (const reporter of reporters) reporter.event(event);
    if (event.type === "end") end = event;
    await turn();
  }
  return { end: end!, seconds: (performance.now() - began) / 1000 };
}

/** What a language model writes as it is now, as long as anyone wants it. */
async function sampleOf({ model, data, config }: Job, wanted: () => boolean): Promise<string | undefined> {
  if (data.task !== "tokens") return undefined;
  // Declarations begin with a word that shows what was learned; other texts have lines.
  return sample(model, data, config.data.declarations ? "interface " : "\n", wanted);
}
