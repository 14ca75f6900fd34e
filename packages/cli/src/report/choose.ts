import { jsonReporter } from "./json.js";
import { linesReporter } from "./lines.js";
import { progressReporter } from "./progress.js";
import type { Reporter } from "./reporter.js";
import type { RunInfo } from "../run/runInfo.js";
import type { Style } from "../words/style.js";

/** What the command line says about what to print. */
export interface ReportFlags {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** The one for people, on stderr, and with `--json` the one for programs, on stdout. */
export function chooseReporters(flags: ReportFlags, run: RunInfo, style: Style): Reporter[] {
  const { env, stderr, stdout } = process;
  const moves = stderr.isTTY && !env["CI"] && env["TERM"] !== "dumb";
  const forPeople = moves ? progressReporter(stderr, style, run) : linesReporter(stderr, run);
  return [...(flags.quiet ? [] : [forPeople]), ...(flags.json ? [jsonReporter(stdout)] : [])];
}
