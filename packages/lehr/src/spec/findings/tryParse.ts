import { LehrError } from "../../error.js";
import type { Schedule, ScheduleSpec } from "../../schedule.js";
import { parse } from "../parse.js";

/** The schedule of a spec; undefined when there is none, as for one made by somebody's own `define`. */
export function tryParse(spec: ScheduleSpec): Schedule | undefined {
  try {
    return parse(spec);
  } catch (error) {
    if (error instanceof LehrError) return undefined;
    throw error;
  }
}
