import type { Phase, Schedule } from "lehr";
import { grouped, short } from "./format.js";

/** How many phases are told; the others are counted. */
const MOST = 4;

/** A schedule in one line: `warmup 2e-5 → 2e-3 in 20, decay 2e-3 → 2e-4 in 380`. */
export function scheduleInWords(schedule: Schedule, base: number): string {
  const told = schedule.phases.slice(0, MOST).map((phase) => pieceInWords(schedule, phase, base));
  const left = schedule.phases.length - told.length;
  return [...told, ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
}

function pieceInWords(schedule: Schedule, { name, start, steps }: Phase, base: number): string {
  const from = schedule(start, base);
  if (steps === Infinity)
    return name === "hold" ? `hold ${short(from)}` : `${name} from ${short(from)}, again and again`;
  // Just before the end: at the end, the next phase may have jumped already.
  const to = schedule(start + steps - 1e-9 * steps, base);
  const [first, last] = [short(from), short(to < 1e-9 * from ? 0 : to)];
  return `${name} ${first === last ? first : `${first} → ${last}`} in ${grouped(Math.round(steps))}`;
}
