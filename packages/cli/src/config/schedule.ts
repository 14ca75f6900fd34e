import { bind, parse, type RunLength, type Schedule } from "lehr";
import { pathed } from "./configError.js";

/**
 * The schedule that a config describes, for a run of this length.
 *
 * @throws ConfigError with the path of the value that is wrong, which begins with `schedule`.
 */
export function buildSchedule(spec: unknown, length: RunLength): Schedule {
  return pathed(() => parse(bind(spec, length)));
}
