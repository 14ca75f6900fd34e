import type { StepEvent, TrainEvent } from "@lehr/train";
import { evaluationInWords } from "./evaluation.js";
import type { Output, Reporter } from "./reporter.js";
import type { RunInfo } from "./run.js";
import { Speed } from "./speed.js";
import { statusOf } from "./status.js";

/** A line is due after so much of the run, or so much time. */
const SHARE = 0.05;
const PAUSE_MS = 10_000;

/** Plain lines, for logs: no colour, nothing that moves, about twenty of them. */
export function linesReporter(output: Output, run: RunInfo, now = () => performance.now()): Reporter {
  let speed = new Speed(now());
  let said = { share: 0, time: now() };
  const say = (text: string): void => void output.write(`${text}\n`);

  const onStep = (event: StepEvent): void => {
    const time = now();
    speed.mark(time, event.step + 1);
    const share = Math.floor((event.step + 1) / run.totalSteps / SHARE);
    if (share === said.share && time - said.time < PAUSE_MS) return;
    said = { share, time };
    const { percent, count, loss, rate, phase, speed: pace, time: clock } = statusOf(run, event, speed, time);
    say([percent, count, loss, `${rate} ${phase}`, pace, clock].filter(Boolean).join("  "));
  };

  return {
    say,
    event: (event: TrainEvent) => {
      if (event.type === "start") speed = new Speed(now());
      if (event.type === "step") onStep(event);
      if (event.type === "evaluate") say(evaluationInWords(event));
    },
  };
}
