import type { EvaluateEvent } from "@lehr/train";
import type { RunEvent } from "@lehr/train/node";

/** What a run has logged, as columns. */
export interface History {
  readonly steps: readonly number[];
  readonly losses: readonly number[];
  /** The rate that each update used, of the first parameter group. */
  readonly rates: readonly number[];
  readonly evaluations: readonly EvaluateEvent[];
}

/** Puts events in columns. */
export function historyOf(events: readonly RunEvent[]): History {
  const updates = events.filter((event) => event.type === "step");
  return {
    steps: updates.map((event) => event.step),
    losses: updates.map((event) => event.loss),
    rates: updates.map((event) => event.lr[0]!),
    evaluations: events.filter((event) => event.type === "evaluate"),
  };
}
