import { partsOf } from "../combine/parts.js";
import type { Schedule } from "../schedule.js";
import { rest, type RestOptions } from "./rest.js";

/**
 * What `rest` gives, said of the schedule that is followed from there on alone: of a turn that lies behind
 * its second part, of a rest what it is the rest of. The history of a run would otherwise stand in its spec
 * twice after every change of course, and double with each.
 *
 * @throws LehrError BAD_VALUE as `rest`.
 */
export function remainder(schedule: Schedule, { from, steps }: RestOptions): Schedule {
  const { spec } = schedule;
  if (spec.type === "turn") {
    const [, after] = partsOf("turn", [schedule]);
    const inner = from - ((spec["at"] as number) + (spec["steps"] as number));
    // So near the end that nothing is left in the last digit, the turn itself still has a rest.
    if (after && inner >= 0 && inner < after.steps) {
      return remainder(after, { from: inner, ...(steps !== undefined && { steps }) });
    }
  }
  if (spec.type === "rest") {
    const [whole] = partsOf("rest", [schedule]);
    const begun = spec["from"] as number;
    const stretched = spec["steps"] !== undefined;
    const pace = stretched ? (whole!.steps - begun) / schedule.steps : 1;
    const inner = begun + from * pace;
    const length = steps ?? (stretched ? schedule.steps - from : undefined);
    if (inner < whole!.steps && (length === undefined || length > 0)) {
      return remainder(whole!, { from: inner, ...(length !== undefined && { steps: length }) });
    }
  }
  return rest(schedule, { from, ...(steps !== undefined && { steps }) });
}
