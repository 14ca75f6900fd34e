import { axis, type Axis } from "./axis.js";
import { decimate, type Point } from "./decimate.js";
import type { Series } from "./series.js";

/** A vertical line with a name: where a phase begins. */
export interface Rule {
  readonly x: number;
  readonly name: string;
}

/** What a drawing shows besides its series. */
export interface DrawingOptions {
  readonly title?: string;
  readonly xLabel?: string;
  /** A logarithmic y axis. Values that are not above 0 become gaps, and a note says so. Default false. */
  readonly log?: boolean;
  readonly rules?: readonly Rule[];
}

/** How finely the drawing will be looked at. */
export interface Resolution {
  /** How many places there are from left to right. */
  readonly columns: number;
  /** About how many ticks there is room for on each axis. */
  readonly xTicks: number;
  readonly yTicks: number;
}

/** One series, ready to be drawn: unbroken stretches of places between 0 and 1. */
export interface Line {
  readonly name: string;
  readonly points: boolean;
  readonly stretches: readonly (readonly Point[])[];
}

/** Everything that a picture of series needs, whatever it is drawn with. */
export interface Drawing {
  readonly title: string | undefined;
  readonly xLabel: string | undefined;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly rules: readonly Rule[];
  /** What the picture cannot show, in words. */
  readonly notes: readonly string[];
}

const BLURRED = "the values differ by less than a part in 10^12 and are drawn as one";

/** Lays series on common axes. */
export function drawing(series: readonly Series[], options: DrawingOptions, resolution: Resolution): Drawing {
  const { title, xLabel, log = false, rules = [] } = options;
  const x = axis(all(series, "x"), { ticks: resolution.xTicks, round: false });
  const y = axis(all(series, "y"), { log, ticks: resolution.yTicks, round: true });
  const lines = series.map((one) => ({
    name: one.name,
    points: one.points ?? false,
    stretches: stretches(one, x, y).map((stretch) => decimate(stretch, resolution.columns)),
  }));
  const inside = rules.filter((rule) => rule.x >= x.min && rule.x < x.max);
  return {
    title,
    xLabel,
    x,
    y,
    lines,
    rules: inside,
    notes: [...series.flatMap((one) => notes(one, log)), ...(y.blurred ? [BLURRED] : [])],
  };
}

function* all(series: readonly Series[], side: "x" | "y"): Iterable<number> {
  for (const one of series) yield* Array.from(one[side]);
}

function stretches(series: Series, x: Axis, y: Axis): Point[][] {
  const found: Point[][] = [[]];
  for (let index = 0; index < series.x.length; index++) {
    const [across, up] = [x.place(series.x[index]!), y.place(series.y[index]!)];
    if (across !== undefined && up !== undefined) found.at(-1)!.push([across, up]);
    else if (found.at(-1)!.length > 0) found.push([]);
  }
  return found.filter((stretch) => stretch.length > 0);
}

function notes({ name, y }: Series, log: boolean): string[] {
  const values = Array.from(y);
  const broken = values.filter((value) => !Number.isFinite(value)).length;
  const low = log ? values.filter((value) => value <= 0).length : 0;
  return [
    ...(broken > 0 ? [`${name}: ${points(broken)} not a finite number and left out`] : []),
    ...(low > 0 ? [`${name}: ${points(low)} ≤ 0 and left out of the log axis`] : []),
  ];
}

function points(count: number): string {
  return count === 1 ? "1 point is" : `${count} points are`;
}
