import type { StepEvent, TrainEvent } from "@lehr/train";
import { evaluationInWords } from "../words/evaluationInWords.js";
import type { Output, Reporter } from "./reporter.js";
import type { RunInfo } from "../run/runInfo.js";
import { columnsOf } from "../words/columns.js";
import { Speed } from "./speed.js";
import { statusOf, type Status } from "./status.js";
import type { Style } from "../words/style.js";

const BETWEEN_DRAWS_MS = 100;
const CLEAR_LINE = "\r\u001b[K";
const WIDEST_BAR = 30;
const NARROWEST_BAR = 6;

/** A terminal: what is written appears there, and it may change its width. */
export type Terminal = Output & { readonly columns?: number };

/** One line that moves at the bottom; everything else scrolls above it. */
export function progressReporter(
  terminal: Terminal,
  style: Style,
  run: RunInfo,
  now = () => performance.now(),
): Reporter {
  let speed = new Speed(now());
  let drawnAt = -Infinity;
  let last: StepEvent | undefined;

  const draw = (): void => {
    if (!last) return;
    drawnAt = now();
    // The last column stays free: some terminals wrap there.
    const line = progressLine(statusOf(run, last, speed, drawnAt), columnsOf(terminal) - 1, style);
    terminal.write(`${CLEAR_LINE}${line}`);
  };
  const say = (text: string): void => {
    terminal.write(`${last ? CLEAR_LINE : ""}${text}\n`);
    draw();
  };

  const close = (): void => {
    if (!last) return;
    draw();
    last = undefined;
    terminal.write("\n");
  };

  return {
    say,
    event: (event: TrainEvent) => {
      if (event.type === "start") speed = new Speed(now());
      if (event.type === "evaluate") say(style.dim(evaluationInWords(event)));
      if (event.type === "step") {
        last = event;
        speed.mark(now(), event.step + 1);
        if (now() - drawnAt >= BETWEEN_DRAWS_MS || event.step + 1 === run.totalSteps) draw();
      }
      if (event.type === "end") close();
    },
    close,
  };
}

/** The progress line in at most `width` characters: the less important is left out where it is narrow. */
export function progressLine(status: Status, width: number, style: Style): string {
  const { percent, count, loss, rate, phase, speed, time } = status;
  const ways = [
    [percent, count, loss, `${rate} ${phase}`, speed, time],
    [percent, count, loss, `${rate} ${phase}`, time],
    [percent, loss, `${rate} ${phase}`],
    [percent, loss, rate],
  ];
  const words = (ways.find((words) => lengthOf(words) <= width) ?? [percent]).filter(Boolean);
  const room = Math.min(WIDEST_BAR, width - lengthOf(words) - 1);
  const painted = words.map((word) =>
    word.startsWith(rate) ? `${style.accent(rate)}${word.slice(rate.length)}` : word,
  );
  if (room < NARROWEST_BAR) return painted.join("  ");
  return [painted[0], bar(status.share, room, style), painted.slice(1).join("  ")].filter(Boolean).join(" ");
}

function lengthOf(words: readonly string[]): number {
  return words.filter(Boolean).join("  ").length;
}

function bar(share: number, width: number, style: Style): string {
  const full = Math.round(share * width);
  return style.accent("━".repeat(full)) + style.dim("─".repeat(width - full));
}
