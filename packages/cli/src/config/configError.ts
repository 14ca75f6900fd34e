import { LehrError, type ErrorCode } from "lehr";
import { readPath, written, type Path, type PathMessage } from "./path.js";

/** What is wrong with one value of a config. Where the value was written is known to whoever read it. */
export class ConfigError extends LehrError {
  readonly problem: PathMessage;

  constructor(
    path: Path,
    message: string,
    options: { readonly code?: ErrorCode; readonly cause?: unknown } = {},
  ) {
    const { code = "BAD_CONFIG", cause } = options;
    super(code, `${written(path)}: ${message}`, { cause });
    this.problem = { path, message };
  }
}

/**
 * Calls a function of the library whose errors begin with the path that it was given.
 *
 * @throws ConfigError instead, which holds the path apart.
 */
export function pathed<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof LehrError)) throw error;
    // No path has a colon and a space.
    const end = error.message.indexOf(": ");
    const [path, message] = [error.message.slice(0, end), error.message.slice(end + 2)];
    throw new ConfigError(pathOf(path), message, { code: error.code, cause: error });
  }
}

/** A key that no path can hold stands for the whole of what is around it. */
function pathOf(text: string): Path {
  try {
    return readPath(text);
  } catch {
    return readPath(/^\w+/.exec(text)![0]);
  }
}
