import { canonical, diff as differences, type ScheduleSpec } from "lehr";
import { ExitCode } from "../errors.js";
import { bound, type Bound, type View } from "../schedule/bound.js";
import { tryBuild, type Built } from "../schedule/build.js";
import { given, type Given } from "../schedule/given.js";
import { remark } from "../schedule/remark.js";

/** The flags of `lehr diff`. */
export interface DiffFlags extends Omit<View, "base"> {
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const DIFFERENCES_VERSION = 1;

/**
 * `lehr diff`: what differs between two schedules, a place a line; their base rates too, where both come with
 * one. Lengths are compared as they are written, or, with `steps` and where one of the two cannot hold units, in
 * updates. Ends with 1 when something differs.
 */
export async function diff(first: string, second: string, flags: DiffFlags): Promise<number> {
  const [one, other] = [await given(first), await given(second)];
  const [before, after] = await bothWrittenOut(one, other, flags);
  const lines = [
    ...differences(before, after),
    ...(one.base === undefined || other.base === undefined
      ? []
      : differences({ base: one.base }, { base: other.base })),
  ];
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ v: DIFFERENCES_VERSION, differences: lines })}\n`);
  } else {
    for (const line of lines) process.stdout.write(`${line}\n`);
  }
  return lines.length > 0 ? ExitCode.failure : ExitCode.done;
}

async function bothWrittenOut(
  one: Given,
  other: Given,
  flags: DiffFlags,
): Promise<[before: ScheduleSpec, after: ScheduleSpec]> {
  const [before, after] = flags.steps === undefined ? [tryBuild(one.spec), tryBuild(other.spec)] : [];
  if (before && after) return [writtenOut(before), writtenOut(after)];
  const [first, second] = [await inUpdates(one, flags), await inUpdates(other, flags)];
  remark([...new Set([...first.assumptions, ...second.assumptions])], flags);
  return [writtenOut(first), writtenOut(second)];
}

/** A config beside a schedule on its own has its own length. */
async function inUpdates(wanted: Given, flags: DiffFlags): Promise<Bound> {
  return bound(wanted, wanted.config ? {} : flags);
}

/** With all defaults, so that only what has another meaning differs. */
function writtenOut({ plan, schedule }: Built): ScheduleSpec {
  return canonical((plan ?? schedule).spec);
}
