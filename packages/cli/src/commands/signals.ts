import { ExitCode } from "../errors.js";

/** Listens for what may end a run early, until it is released. */
export interface StopSignals {
  /** What to end with when something came. */
  readonly exitCode: number | undefined;
  release(): void;
}

const SIGNALS = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated } as const;

/**
 * The only place that hears signals: the first calls `stop`, which has all the time it needs; the second
 * ends the process at once. A reader of the output that goes away, such as `head`, calls `stop` too.
 */
export function onStopSignal(stop: (from: "signal" | "reader") => void): StopSignals {
  let exitCode: number | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    const code = SIGNALS[signal as keyof typeof SIGNALS];
    // After a reader has gone, the first Ctrl-C is still the first.
    if (exitCode !== undefined && exitCode !== ExitCode.unheard) process.exit(code);
    exitCode = code;
    stop("signal");
  };
  const readerGone = (): void => {
    // Every write after the first fails again.
    if (exitCode !== undefined) return;
    exitCode = ExitCode.unheard;
    stop("reader");
  };
  const outputs = [process.stdout, process.stderr];
  for (const signal of Object.keys(SIGNALS)) process.on(signal, hear);
  for (const output of outputs) output.on("error", readerGone);
  return {
    get exitCode() {
      return exitCode;
    },
    release: () => {
      for (const signal of Object.keys(SIGNALS)) process.off(signal, hear);
      for (const output of outputs) output.off("error", readerGone);
    },
  };
}
