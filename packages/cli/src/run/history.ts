import type { EvaluateEvent } from "@lehr/train";
import type { RunEvent } from "@lehr/train/node";

/** What has happened in a run, as columns. */
export class History {
  readonly steps: number[] = [];
  readonly losses: number[] = [];
  /** The rate that each update used, of the first parameter group. */
  readonly rates: number[] = [];
  readonly evaluations: EvaluateEvent[] = [];

  constructor(events: Iterable<RunEvent> = []) {
    for (const event of events) this.add(event);
  }

  /** Takes what comes next. */
  add(event: RunEvent): void {
    if (event.type === "evaluate") this.evaluations.push(event);
    if (event.type !== "step") return;
    this.steps.push(event.step);
    this.losses.push(event.loss);
    this.rates.push(event.lr[0]!);
  }
}
