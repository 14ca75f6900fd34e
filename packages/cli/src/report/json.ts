import { eventLine } from "@lehr/train/node";
import type { Output, Reporter } from "./reporter.js";

/** One JSON object a line for every event, as `events.ndjson` has it. A checkpoint is told without its arrays. */
export function jsonReporter(output: Output): Reporter {
  return {
    event: (event) => {
      output.write(eventLine(event.type === "checkpoint" ? { type: event.type, step: event.step } : event));
    },
    say: () => {},
    close: () => {},
  };
}
