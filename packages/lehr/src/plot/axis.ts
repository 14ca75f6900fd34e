import { linearTicks, logTicks, type Tick } from "./ticks.js";

/** One side of a drawing: what it spans, where its ticks stand, and where a value goes. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  /** Its values differ by too little to be told apart, and share one place. */
  readonly blurred: boolean;
  readonly ticks: readonly Tick[];
  /** The place of a value, from 0 to 1; undefined for one that has none, such as 0 on a log axis. */
  readonly place: (value: number) => number | undefined;
}

/** Values that differ by less than this part of them are one value: ticks between them have no digits left. */
const NARROW = 1e-12;

/** How an axis is laid over values. */
export interface AxisOptions {
  readonly log?: boolean;
  /** About how many ticks there is room for. */
  readonly ticks: number;
  /** Whether the axis may reach a little further than the values, to end on round numbers. */
  readonly round: boolean;
}

/** An axis that holds these values; those that it cannot hold are left out. */
export function axis(values: Iterable<number>, { log = false, ticks: count, round }: AxisOptions): Axis {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) [min, max] = log ? [0.1, 1] : [0, 1];
  const flat = max - min <= NARROW * Math.max(Math.abs(min), Math.abs(max));
  const varies = min !== max;
  if (flat) [min, max] = widened((min + max) / 2, log);
  const { ticks, low, high } = (log ? logTicks : linearTicks)(min, max, count);
  if (round) [min, max] = [low, high];
  const along = log ? Math.log : (value: number) => value;
  const [from, to] = [along(min), along(max)];
  return {
    min,
    max,
    log,
    blurred: flat && varies,
    ticks: ticks.filter(({ value }) => value >= min && value <= max),
    place: (value) => {
      const place = (along(value) - from) / (to - from);
      return Number.isFinite(place) ? place : undefined;
    },
  };
}

/** One value alone stands in the middle; a linear axis keeps its zero in sight. */
function widened(value: number, log: boolean): [number, number] {
  if (log) return [value / 2, value * 2];
  if (value === 0) return [0, 1];
  return value > 0 ? [0, 2 * value] : [2 * value, 0];
}
