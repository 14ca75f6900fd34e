import type { StepEvent } from "@lehr/train";
import { phaseAt, type Schedule } from "lehr";
import { clock, number } from "../words/format.js";
import type { RunInfo } from "../run/runInfo.js";
import type { Speed } from "./speed.js";

/** Where a run stands, in the words of the progress line. */
export interface Status {
  readonly share: number;
  readonly percent: string;
  readonly count: string;
  readonly loss: string;
  readonly rate: string;
  readonly phase: string;
  readonly speed: string;
  readonly time: string;
}

/** The words for the run after this update. */
export function statusOf(
  { schedule, totalSteps }: RunInfo,
  event: StepEvent,
  speed: Speed,
  now: number,
): Status {
  const done = event.step + 1;
  const perSecond = speed.perSecond;
  return {
    share: done / totalSteps,
    percent: `${Math.floor((100 * done) / totalSteps)}%`.padStart(4),
    count: `${done}/${totalSteps}`,
    loss: `loss ${number(event.loss)}`,
    rate: `lr ${number(event.lr[0]!)}`,
    phase: trendInWords(schedule, event.step),
    speed: Number.isNaN(perSecond) ? "" : `${number(perSecond)} it/s`,
    time: `${clock(speed.elapsed(now))}<${clock((totalSteps - done) / perSecond)}`,
  };
}

/** The phase of a step, and which way its rate goes: `▼decay 2/3`. */
export function trendInWords(schedule: Schedule, step: number): string {
  const { name, number, of, start } = phaseAt(schedule, step);
  const from = step - 1 >= start ? step - 1 : step;
  const change = schedule(from + 1) - schedule(from);
  return `${change > 0 ? "▲" : change < 0 ? "▼" : "─"}${name} ${number}/${of}`;
}
