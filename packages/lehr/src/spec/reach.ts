import type { Phase, Schedule } from "../schedule.js";

/** How many steps are looked at one by one, and how many more over the rest of a stretch. */
const SAMPLES = 200;

/** As far as a stretch without an end is looked at. */
const FAR = 1e9;

/** The lowest and the highest rate of a stretch, and whether it both rises and falls on the way. */
export interface Reach {
  readonly low: number;
  readonly high: number;
  readonly turns: boolean;
}

/** What a stretch does at whole steps, its last instant included; in long ones at a sample of them. */
export function reachOf(schedule: Schedule, phase: Phase, end: number, base?: number): Reach {
  const valueAt = (step: number): number => schedule(step, base);
  const steps = [...stepsIn(phase), end];
  const values = steps.map(valueAt);
  const size = 1e-6 * Math.max(...values.map(Math.abs));
  const moves = values.slice(1).map((value, index) => value - values[index]!);
  const turns = moves.some((move) => move > size) && moves.some((move) => move < -size);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!turns) return { low, high, turns };
  // The extremes of a sample may have higher and lower ones beside them.
  const around = [low, high].flatMap((value) => between(steps, values.indexOf(value))).map(valueAt);
  return { low: Math.min(low, ...around), high: Math.max(high, ...around), turns };
}

/** The first steps one by one, then ever wider apart. */
function stepsIn({ start, steps }: Phase): number[] {
  const length = Math.min(steps, FAR);
  const first = Array.from({ length: Math.min(SAMPLES, Math.ceil(length)) }, (_, step) => start + step);
  const ratio = length / SAMPLES;
  if (ratio <= 1) return first;
  const rest = Array.from({ length: SAMPLES - 1 }, (_, index) =>
    Math.floor(start + SAMPLES * ratio ** ((index + 1) / SAMPLES)),
  );
  return [...first, ...rest];
}

function between(steps: readonly number[], index: number): number[] {
  const [from, to] = [steps[index - 1] ?? steps[index]!, steps[index + 1] ?? steps[index]!];
  const stride = Math.max(1, Math.floor((to - from) / 5000));
  return Array.from({ length: Math.floor((to - from) / stride) }, (_, at) => from + at * stride);
}
