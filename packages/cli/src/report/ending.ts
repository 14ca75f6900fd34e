import type { EndEvent, EvaluateEvent } from "@lehr/train";
import { optimizerOf } from "../config/optimizer.js";
import type { Job } from "../job/job.js";
import type { History } from "../run/history.js";
import { panelsOfHistory } from "../plot/ofHistory.js";
import { drawPanels } from "../plot/picture.js";
import { clock, number, percent, short } from "../words/format.js";
import { shellWord } from "../words/shell.js";
import type { Style } from "../words/style.js";

/** What there is to tell when a run is over. */
export interface Outcome {
  readonly end: EndEvent;
  readonly history: History;
  readonly seconds: number;
  /** The command that began this run. */
  readonly command: string;
  /** What a language model wrote before and after. */
  readonly samples?: { readonly before: string; readonly after: string };
}

/** How many updates the train loss is the mean of: one batch alone says little. */
const MEAN_OF = 20;
const WIDEST = 100;
const CURVE_HEIGHT = 8;

/** The last screen of a run. */
export function ending(job: Job, folder: string, outcome: Outcome, style: Style, columns: number): string {
  const { history, samples } = outcome;
  const options = {
    width: Math.min(WIDEST, columns - 1),
    height: CURVE_HEIGHT,
    color: style.colored,
    log: false,
  };
  return [
    ...(history.steps.length > 1
      ? ["", drawPanels(panelsOfHistory(history, job.schedule.phases), options)]
      : []),
    "",
    headline(job, folder, outcome, style),
    ...losses(history).map(([label, text]) => row(label, text, style)),
    ...(samples
      ? [...quoted("before", samples.before, style), ...quoted("after", samples.after, style)]
      : []),
    row("folder", folder, style),
    ...next(job, folder, outcome).map((command, index) => row(index === 0 ? "next" : "", command, style)),
  ].join("\n");
}

function row(label: string, text: string, style: Style): string {
  return `${style.dim(label.padEnd(11))}${text}`;
}

/** How it ended, in one line. */
export function headline(
  { totalSteps }: Job,
  folder: string,
  { end, seconds }: Outcome,
  style: Style,
): string {
  if (end.reason === "finished") return style.good(`finished ${end.step} updates in ${clock(seconds)}`);
  if (end.reason === "stopped")
    return style.warning(`stopped after ${end.step} of ${totalSteps} updates, and saved`);
  return style.bad(
    `diverged: the loss stopped being a number; the last good state, after ${end.step} updates, is in ${folder}`,
  );
}

function losses({ losses, evaluations }: History): [label: string, text: string][] {
  const last = losses.slice(-MEAN_OF).filter(Number.isFinite);
  const measured = evaluations.at(-1);
  return [
    ...(last.length > 0
      ? [["train loss", `${number(mean(last))}, the mean of the last ${last.length}`] as [string, string]]
      : []),
    ...(measured ? [["validation", measuredInWords(measured, evaluations)] as [string, string]] : []),
  ];
}

function measuredInWords({ loss, accuracy }: EvaluateEvent, all: readonly EvaluateEvent[]): string {
  const best = all.reduce((best, event) => (event.loss < best.loss ? event : best));
  const words = [
    `loss ${number(loss)}`,
    ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`]),
  ];
  return [
    ...words,
    ...(best.loss < loss ? [`best loss ${number(best.loss)} at step ${best.step}`] : []),
  ].join(", ");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quoted(label: string, text: string, style: Style): string[] {
  return text.split("\n").map((line, index) => row(index === 0 ? label : "", line, style));
}

function next({ config }: Job, folder: string, { end, command }: Outcome): string[] {
  const [name, { lr }] = optimizerOf(config);
  const withRate = (rate: number): string => `${command} --set optimizer.${name}.lr=${short(rate)}`;
  const plot = `npx lehr plot ${shellWord(folder)}`;
  switch (end.reason) {
    case "finished":
      return [plot, withRate(lr / 2)];
    case "stopped":
      return [`npx lehr resume ${shellWord(folder)}`, plot];
    case "diverged":
      return [withRate(lr / 10), plot];
  }
}
