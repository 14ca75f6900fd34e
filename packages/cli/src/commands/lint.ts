import { ExitCode } from "../errors.js";
import { bound, type View } from "../schedule/bound.js";
import { findingsOf } from "../schedule/findings.js";
import { given } from "../schedule/given.js";
import { remark } from "../schedule/remark.js";

/** The flags of `lehr lint`. */
export interface LintFlags extends Omit<View, "base"> {
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const FINDINGS_VERSION = 1;

/** `lehr lint`: what looks like a slip, a finding a line. Ends with 1 when there is one. */
export async function lint(what: string, flags: LintFlags): Promise<number> {
  const seen = await bound(await given(what), flags);
  const findings = findingsOf(seen);
  remark(seen.assumptions, flags);
  if (flags.json) {
    const { totalSteps } = seen.run;
    process.stdout.write(`${JSON.stringify({ v: FINDINGS_VERSION, totalSteps, findings })}\n`);
  } else {
    for (const { group, code, step, message } of findings) {
      process.stdout.write(`${group && `${group}: `}${code} at step ${step}: ${message}\n`);
    }
  }
  return findings.length > 0 ? ExitCode.failure : ExitCode.done;
}
