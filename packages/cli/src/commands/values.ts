import { once } from "node:events";
import { ExitCode } from "../errors.js";
import { bound, type View } from "../schedule/bound.js";
import { coursesOf, type Course } from "../schedule/courses.js";
import { given } from "../schedule/given.js";
import { remark } from "../schedule/remark.js";

/** The flags of `lehr values`. */
export interface ValuesFlags extends View {
  /** Print every n-th update only. */
  readonly every: number;
  readonly json: boolean;
  readonly color: boolean;
}

/** The version of what `--json` prints. */
const VALUES_VERSION = 1;

/** How many updates are written at once. */
const AT_ONCE = 4096;

/** `lehr values`: the rate of every update, as CSV or JSON, with all of their digits. */
export async function values(what: string, flags: ValuesFlags): Promise<number> {
  const seen = await bound(await given(what), flags);
  const courses = coursesOf(seen);
  const rows = rowsOf(courses, { count: seen.count, every: flags.every, base: seen.base ?? 1 });
  const columns = ["step", ...courses.map(({ name }) => name)];
  remark(seen.assumptions, flags);
  await write(flags.json ? asJson(columns, rows) : asCsv(columns, rows));
  return ExitCode.done;
}

interface Table {
  readonly count: number;
  readonly every: number;
  readonly base: number;
}

function* rowsOf(courses: readonly Course[], { count, every, base }: Table): Generator<number[]> {
  for (let step = 0; step < count; step += every) {
    yield [step, ...courses.map(({ schedule }) => schedule(step, base))];
  }
}

function* asCsv(columns: readonly string[], rows: Iterable<readonly number[]>): Generator<string> {
  yield `${columns.map(quoted).join(",")}\n`;
  for (const row of rows) yield `${row.join(",")}\n`;
}

function* asJson(columns: readonly string[], rows: Iterable<readonly number[]>): Generator<string> {
  yield `{"v":${VALUES_VERSION},"columns":${JSON.stringify(columns)},"rows":[`;
  let between = "\n";
  for (const row of rows) {
    yield between + JSON.stringify(row);
    between = ",\n";
  }
  yield "\n]}\n";
}

/** A group may have any name. */
function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** Writes as fast as it is read; a schedule may have millions of updates. */
async function write(lines: Iterable<string>): Promise<void> {
  const { stdout } = process;
  let [text, count] = ["", 0];
  for (const line of lines) {
    text += line;
    if (++count % AT_ONCE > 0) continue;
    if (!stdout.write(text) && !(await drained())) return;
    text = "";
  }
  stdout.write(text);
}

/** False when nobody reads any more; whether that is a failure is known where the command begins. */
async function drained(): Promise<boolean> {
  return once(process.stdout, "drain").then(
    () => true,
    () => false,
  );
}
