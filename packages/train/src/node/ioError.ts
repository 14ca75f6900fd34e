import { LehrError } from "lehr";

const meanings: Readonly<Record<string, string>> = {
  EACCES: "permission denied; choose a place that you may write to",
  EPERM: "permission denied; choose a place that you may write to",
  EROFS: "the disk is read-only; choose another place",
  ENOSPC: "the disk is full; free some space and try again",
  EDQUOT: "your quota is used up; free some space and try again",
  ENOENT: "there is no such file or folder",
  EEXIST: "there is a file of that name; choose another",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
};

/** What the system refused, as an error of Lehr's: `cannot write runs/a/run.json: the disk is full …`. */
export function ioError(action: string, path: string, cause: unknown): LehrError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = code === undefined ? message : `${meanings[code] ?? message} (${code})`;
  return new LehrError("IO", `cannot ${action} ${path}: ${reason}`, { cause });
}
