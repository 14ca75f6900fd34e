import { lint, type Finding } from "lehr";
import type { Bound } from "./bound.js";

/** A finding, and the group whose schedule it is about; "" is every group that has none of its own. */
export interface GroupFinding extends Finding {
  readonly group: string;
}

/** What looks like a slip, in every schedule that there is. */
export function findingsOf({ schedule, own, run }: Bound): GroupFinding[] {
  return Object.entries({ "": schedule, ...own }).flatMap(([group, one]) =>
    lint(one, run).map((finding) => ({ group, ...finding })),
  );
}
