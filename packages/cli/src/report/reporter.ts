import type { TrainEvent } from "@lehr/train";

/** Tells someone what happens in a run. */
export interface Reporter {
  event(event: TrainEvent): void;
  /** Whole lines for people, such as what the run is about to do. */
  say(text: string): void;
  /** Leaves the output as the next writer would like to find it. */
  close(): void;
}

/** Where reporters write. */
export type Output = Pick<NodeJS.WritableStream, "write">;
