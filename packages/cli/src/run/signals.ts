import { ExitCode } from "../errors.js";

/** Listens for Ctrl-C and SIGTERM until it is released. */
export interface StopSignals {
  /** What to end with when one came. */
  readonly exitCode: number | undefined;
  release(): void;
}

/**
 * The only place that hears signals: the first calls `stop`, which has all the time it needs; the second
 * ends the process at once.
 */
export function onStopSignal(stop: () => void): StopSignals {
  let exitCode: number | undefined;
  const handlers = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated };
  const hear = (signal: NodeJS.Signals): void => {
    const code = handlers[signal as keyof typeof handlers];
    if (exitCode !== undefined) process.exit(code);
    exitCode = code;
    stop();
  };
  for (const signal of Object.keys(handlers)) process.on(signal, hear);
  return {
    get exitCode() {
      return exitCode;
    },
    release: () => {
      for (const signal of Object.keys(handlers)) process.off(signal, hear);
    },
  };
}
