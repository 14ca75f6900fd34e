import type { Phase, Schedule, ScheduleSpec } from "../schedule.js";
import { reachOf } from "./reach.js";

/** More stretches than this are told as a whole. */
const MOST = 6;

/** How the curve of a type is called, where that is not its name. */
const CURVES: Readonly<Record<string, string>> = {
  linear: "on a straight line",
  cosine: "along half a cosine",
  polynomial: "along a polynomial",
  exponential: "exponentially",
  CosineAnnealingLR: "along half a cosine",
  inverseSqrt: "with the inverse square root",
  inverseTime: "with the inverse of time",
  tanh: "along a tanh",
  stepDecay: "in steps",
  milestones: "in steps",
  piecewise: "in steps",
};

/**
 * A schedule in one English sentence: what it does, in which order, how high and for how long. Levels are
 * in multiples of the base rate, or in rates when `base` is given.
 *
 * @example
 * import { cosine, describe, warmup } from "lehr";
 * describe(warmup(cosine({ steps: 900, end: 0.1 }), { steps: 100 }));
 * // => "Rises from 0 to 1× the base rate in 100 steps, then falls along half a cosine to 0.1× in 900 steps; 1,000 steps in all."
 */
export function describe(schedule: Schedule, base?: number): string {
  const say = (value: number): string => spoken(value, base);
  const parts =
    schedule.phases.length > MOST ? [overview(schedule, base, say)] : stretches(schedule, base, say);
  const first = parts[0]!.replace(/×/, "× the base rate");
  const text = [first, ...parts.slice(1)].join(", then ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${ending(schedule)}.`;
}

function stretches(schedule: Schedule, base: number | undefined, say: (value: number) => string): string[] {
  const curves = curvesOf(schedule.spec);
  const known = curves.length === schedule.phases.length;
  return schedule.phases.map((phase, index) => {
    const from = schedule(phase.start, base);
    const to = schedule(lastOf(phase), base);
    const before = index === 0 ? undefined : schedule(lastOf(schedule.phases[index - 1]!), base);
    const curve = known && curves[index] ? ` ${curves[index]}` : "";
    // A stretch that begins where the one before has ended need not say so.
    const start = before !== undefined && near(before, from) ? "" : ` from ${say(from)}`;
    const { low, high, turns } = reachOf(schedule, phase, lastOf(phase), base);
    if (phase.name === "cycles") return cycles(schedule, phase, base, say);
    if (turns) return `varies between ${say(low)} and ${say(high)}${curve}${during(phase)}`;
    if (near(from, to) && (phase.name === "hold" || phase.steps < Infinity))
      return `stays at ${say(from)}${during(phase)}`;
    if (phase.steps === Infinity) return `goes on${curve}${start} without end`;
    return `${from < to ? "rises" : "falls"}${curve}${start} to ${say(to)}${during(phase, "in")}`;
  });
}

function cycles(
  schedule: Schedule,
  phase: Phase,
  base: number | undefined,
  say: (value: number) => string,
): string {
  const length = Math.ceil(Math.min(phase.steps, 10_000));
  const values = Array.from({ length }, (_, step) => schedule(phase.start + step, base));
  return `goes up and down between ${say(Math.min(...values))} and ${say(Math.max(...values))}${during(phase)}`;
}

function overview(schedule: Schedule, base: number | undefined, say: (value: number) => string): string {
  const values = schedule.phases.flatMap((phase) => [
    schedule(phase.start, base),
    schedule(lastOf(phase), base),
  ]);
  const whole = { name: "", start: 0, steps: schedule.steps };
  const reach = reachOf(schedule, whole, lastOf(whole), base);
  const [low, high] = [Math.min(reach.low, ...values), Math.max(reach.high, ...values)];
  const end = schedule(lastOf(schedule.phases.at(-1)!), base);
  return `goes through ${schedule.phases.length} stretches between ${say(low)} and ${say(high)}, from ${say(values[0]!)} to ${say(end)}`;
}

/** Just before the next stretch begins, which may jump. */
function lastOf({ start, steps }: Phase): number {
  if (steps === Infinity) return start + 1e9;
  return start + steps * (1 - 2 ** -40);
}

/** The curves of the stretches, in order, for the types that say which stretch is whose. */
function curvesOf(spec: ScheduleSpec): string[] {
  const inner = spec["schedule"] as ScheduleSpec | undefined;
  const parts = spec["parts"] as readonly ScheduleSpec[] | undefined;
  const ease = CURVES[String(spec["ease"])] ?? "";
  if (spec.type === "warmup") return [spec["ease"] === "linear" ? "" : ease, ...curvesOf(inner!)];
  if (spec.type === "cooldown") return [...curvesOf(inner!), spec["ease"] === "linear" ? "" : ease];
  if (spec.type === "clamp" || spec.type === "stretch" || spec.type === "shift") return curvesOf(inner!);
  if (spec.type === "sequence") return parts!.flatMap(curvesOf);
  if (spec.type === "CosineAnnealingWarmRestarts") return [restarting(spec)];
  return inner || parts ? [] : [CURVES[spec.type] ?? ""];
}

function restarting({ t0, tMult }: ScheduleSpec): string {
  const first = `along half a cosine that restarts ${tMult === 1 ? "every" : "after"} ${counted(t0 as number)}`;
  return tMult === 1 ? first : `${first}, each time ${String(tMult)} times as long as before,`;
}

function during({ steps }: Phase, word = "for"): string {
  return steps === Infinity ? " without end" : ` ${word} ${counted(steps)}`;
}

function ending(schedule: Schedule): string {
  const { steps, phases } = schedule;
  if (steps === Infinity) return "";
  const total = phases.length === 1 ? "" : `; ${counted(steps)} in all`;
  return schedule(steps * 1.5) > schedule(steps) ? `${total}; after its end it rises again` : total;
}

function counted(steps: number): string {
  const whole = Number(steps.toFixed(1));
  return `${whole.toLocaleString("en-US")} ${whole === 1 ? "step" : "steps"}`;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-300) || Math.abs(a - b) < 1e-12;
}

function spoken(value: number, base: number | undefined): string {
  const digits = String(Number((Math.abs(value) < 1e-12 ? 0 : value).toPrecision(3)));
  return base === undefined && digits !== "0" ? `${digits}×` : digits;
}
