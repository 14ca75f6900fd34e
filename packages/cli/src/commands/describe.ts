import { area, describe as sentenceOf, LehrError, toLink } from "lehr";
import { ExitCode } from "../errors.js";
import { bound, type View } from "../schedule/bound.js";
import { tryBuild } from "../schedule/build.js";
import { given, type Given } from "../schedule/given.js";
import { remark } from "../schedule/remark.js";

/** The flags of `lehr describe`. */
export interface DescribeFlags extends View {
  /** Print the schedule as a link, or, with `json`, put it beside the sentence. */
  readonly link: boolean;
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const DESCRIPTION_VERSION = 1;

/** `lehr describe`: a schedule in one English sentence; of a plan, one for every group with its own. */
export async function describe(what: string, flags: DescribeFlags): Promise<number> {
  const wanted = await given(what);
  if (flags.link && !flags.json) return print(await linkOf(wanted, flags));
  const seen = await bound(wanted, flags);
  const { schedule, own, base, count, run } = seen;
  const sentence = sentenceOf(schedule, base);
  const groups = Object.entries(own).map(([name, one]) => [name, sentenceOf(one, base)] as const);
  remark(seen.assumptions, flags);
  if (!flags.json) return print([sentence, ...groups.map((group) => group.join(": "))].join("\n"));
  return print(
    JSON.stringify({
      v: DESCRIPTION_VERSION,
      sentence,
      ...(groups.length > 0 && { groups: Object.fromEntries(groups) }),
      base: base ?? 1,
      totalSteps: run.totalSteps,
      area: area(schedule, Math.min(count, run.totalSteps), base),
      spec: (seen.plan ?? schedule).spec,
      ...(flags.link && { link: await linkOf(wanted, flags) }),
    }),
  );
}

/** With its units, where it can hold them; a link is read for any run. */
async function linkOf(wanted: Given, view: View): Promise<string> {
  const { plan, schedule } = tryBuild(wanted.spec) ?? (await bound(wanted, view));
  if (plan) throw new LehrError("BAD_SPEC", "--link: a link holds one schedule, and this is a plan");
  return toLink(schedule);
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return ExitCode.done;
}
