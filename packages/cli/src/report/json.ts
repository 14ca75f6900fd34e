import type { TrainEvent } from "@lehr/train";
import type { Output, Reporter } from "./reporter.js";

/** The version of the events that `--json` writes. */
const EVENTS_VERSION = 1;

/** One JSON object a line for every event. A checkpoint is told without its arrays; NaN and ∞ are null. */
export function jsonReporter(output: Output): Reporter {
  return {
    event: (event: TrainEvent) => {
      const told = event.type === "checkpoint" ? { type: event.type, step: event.step } : event;
      output.write(`${JSON.stringify({ v: EVENTS_VERSION, ...told })}\n`);
    },
    say: () => {},
  };
}
