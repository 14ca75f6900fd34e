import type { StepEvent, TrainEvent } from "@lehr/train";
import { evaluationInWords } from "../words/evaluationInWords.js";
import type { Output, Reporter } from "./reporter.js";
import type { RunInfo } from "../run/runInfo.js";
import { Speed } from "./speed.js";
import { statusOf } from "./status.js";

/** A line is due after every twentieth of the run, or so much time. */
const PARTS = 20;
const PAUSE_MS = 10_000;

/** Plain lines, for logs: no colour, nothing that moves, the first update and about twenty more. */
export function linesReporter(output: Output, run: RunInfo, now = () => performance.now()): Reporter {
  let speed = new Speed(now());
  let said = { part: -1, time: now() };
  const say = (text: string): void => void output.write(`${text}\n`);

  const onStep = (event: StepEvent): void => {
    const time = now();
    speed.mark(time, event.step + 1);
    const part = Math.floor((PARTS * (event.step + 1)) / run.totalSteps);
    if (part === said.part && time - said.time < PAUSE_MS) return;
    said = { part, time };
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
    close: () => {},
  };
}
