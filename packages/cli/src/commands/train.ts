import { mkdir, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ioError, RunFolder } from "@lehr/train/node";
import { LehrError } from "lehr";
import { stringify } from "yaml";
import { readChange, type Change } from "../config/changes.js";
import { readConfig } from "../config/read.js";
import { ExitCode } from "../errors.js";
import type { ReportFlags } from "../report/choose.js";
import { History } from "../run/history.js";
import { version } from "../version.js";
import { shellWord } from "../words/shell.js";

/** The flags of `lehr train`. */
export interface TrainFlags extends ReportFlags {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly device?: string;
  readonly out?: string;
  readonly printConfig?: boolean;
}

const BUILT_IN = fileURLToPath(new URL("../../declarations.yaml", import.meta.url));

/** `lehr train` */
export async function train(config: string | undefined, flags: TrainFlags): Promise<number> {
  const changes = [
    ...flags.set.map(readChange),
    ...shorthand("seed", flags.seed),
    ...shorthand("device", flags.device),
  ];
  const loaded = await readConfig(config ?? BUILT_IN, changes);
  if (flags.printConfig) {
    process.stdout.write(stringify(loaded.config));
    return ExitCode.done;
  }
  // The engine is loaded only now: a mistake in the config should not have to wait for it.
  const [{ openJob }, { drive }] = await Promise.all([import("../job/job.js"), import("./drive.js")]);
  const job = await openJob(loaded);
  return drive(job, flags, {
    open: async () =>
      RunFolder.create(await (flags.out === undefined ? nextFolder(loaded.name) : empty(flags.out)), {
        command: commandOf(config, changes),
        config: loaded.config,
        schedule: job.schedule.spec,
        seed: loaded.config.seed,
        versions: { lehr: version(), node: process.versions.node },
      }),
    restore: async () => new History(),
  });
}

/** What was typed, without what only this run could use: where it goes and what it says. */
function commandOf(config: string | undefined, changes: readonly Change[]): string {
  const typed = changes.flatMap(({ typed }) => {
    const space = typed.indexOf(" ");
    return [typed.slice(0, space), typed.slice(space + 1)];
  });
  return ["npx", "lehr", "train", ...(config === undefined ? [] : [config]), ...typed]
    .map(shellWord)
    .join(" ");
}

/** `--seed 3` is `--set seed=3`, and errors call it what was typed. */
function shorthand(name: string, value: string | undefined): Change[] {
  return value === undefined ? [] : [{ ...readChange(`${name}=${value}`), typed: `--${name} ${value}` }];
}

/** What a run has, and what a process that was killed while it began one leaves. Hidden files are no matter. */
const OF_A_RUN = /^(run\.json|events\.ndjson|checkpoints|lock-.*@.*|.*\.tmp|\..*)$/;

/** @throws LehrError BAD_VALUE when a folder holds something else than a run. */
async function empty(folder: string): Promise<string> {
  const taken = (await readdir(folder).catch(() => [])).find((name) => !OF_A_RUN.test(name));
  if (taken === undefined) return folder;
  throw new LehrError("BAD_VALUE", `${folder} holds ${taken}, which is no run's; choose an empty folder`);
}

/** Makes and gives the first of `runs/<name>-1`, `runs/<name>-2`, … that is not there. */
async function nextFolder(name: string): Promise<string> {
  // Not by `recursive`, which tells of a read-only disk that there is no such folder.
  await makeOne("runs");
  for (let number = 1; ; number++) {
    const folder = `runs/${name}-${number}`;
    if (await makeOne(folder)) return folder;
  }
}

/** Makes a folder; false when there is something of that name. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw ioError("write", folder, cause);
  }
}
