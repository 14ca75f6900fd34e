import { LehrError, type ErrorCode } from "lehr";

/** What the process says to the shell when it ends. */
export const ExitCode = {
  done: 0,
  failure: 1,
  usage: 2,
  diverged: 3,
  interrupted: 130,
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "not allowed",
  EPERM: "not allowed",
  EROFS: "the disk is read-only",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "it exists already",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many open files",
};

/** Why a file could not be read or written, in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? message;
}

/** What people read of an error: the message of one that was meant, and the system's reason of others. */
export function messageOf(error: unknown): string {
  if (error instanceof LehrError) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code && path) return `${path}: ${reason(error)}`;
  return `unexpected: ${error instanceof Error ? error.message : String(error)} (LEHR_DEBUG=1 shows where)`;
}
