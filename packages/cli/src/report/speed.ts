/** How far back the present speed looks. */
const WINDOW_MS = 5000;
/** Fewer updates than this say nothing about the rest. */
const FEWEST = 5;

/** How fast the updates come, over the last seconds. */
export class Speed {
  readonly #began: number;
  readonly #marks: { readonly time: number; readonly done: number }[] = [];

  constructor(now: number) {
    this.#began = now;
  }

  /** Says that `done` updates are made. */
  mark(now: number, done: number): void {
    this.#marks.push({ time: now, done });
    while (this.#marks.length > FEWEST && this.#marks[0]!.time < now - WINDOW_MS) this.#marks.shift();
  }

  /** Seconds since the start. */
  elapsed(now: number): number {
    return (now - this.#began) / 1000;
  }

  /** Updates a second; NaN as long as there are too few to tell. */
  get perSecond(): number {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (this.#marks.length < FEWEST || !first || !last || last.time === first.time) return NaN;
    return (1000 * (last.done - first.done)) / (last.time - first.time);
  }
}
