import type { EvaluateEvent, TrainEvent } from "@lehr/train";

/** What a run has logged, as columns. */
export interface History {
  readonly steps: number[];
  readonly losses: number[];
  /** The rate that each update used, of the first parameter group. */
  readonly rates: number[];
  readonly evaluations: EvaluateEvent[];
}

/** Puts events in columns. */
export async function historyOf(events: AsyncIterable<TrainEvent> | Iterable<TrainEvent>): Promise<History> {
  const history: History = { steps: [], losses: [], rates: [], evaluations: [] };
  for await (const event of events) {
    if (event.type === "evaluate") history.evaluations.push(event);
    if (event.type !== "step") continue;
    history.steps.push(event.step);
    history.losses.push(event.loss);
    history.rates.push(event.lr[0]!);
  }
  return history;
}
