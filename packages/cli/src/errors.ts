import { LehrError, type ErrorCode } from "lehr";

/** What the process says to the shell when it ends. */
export const ExitCode = {
  done: 0,
  failure: 1,
  usage: 2,
  diverged: 3,
  interrupted: 130,
  /** Nobody reads the output any more (128 + SIGPIPE). */
  unheard: 141,
  terminated: 143,
} as const;

const USAGE = new Set<ErrorCode>([
  "BAD_VALUE",
  "UNKNOWN_KEY",
  "UNKNOWN_TYPE",
  "BAD_SPEC",
  "BAD_CONFIG",
  "SCHEDULE_MISMATCH",
]);

/** The exit code that an error asks for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof LehrError && USAGE.has(error.code) ? ExitCode.usage : ExitCode.failure;
}

/** What people read of an error: the message of one that was meant, and the system's reason of others. */
export async function messageOf(error: unknown): Promise<string> {
  if (error instanceof LehrError) return error.message;
  const { code, path, syscall = "use" } = (error ?? {}) as NodeJS.ErrnoException;
  if (code && path) return (await import("@lehr/train/node")).ioError(syscall, path, error).message;
  return `unexpected: ${error instanceof Error ? error.message : String(error)} (LEHR_DEBUG=1 shows where)`;
}
