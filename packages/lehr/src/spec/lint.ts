import { LehrError } from "../error.js";
import type { Finding } from "../finding.js";
import type { RunLength } from "../runLength.js";
import type { Schedule, ScheduleSpec } from "../schedule.js";
import { bind } from "./bind.js";
import { findingOf, type Check, type Draft } from "./findings/check.js";
import { highFloor, shortCooldown } from "./findings/ending.js";
import { jumpAtHandOver } from "./findings/handOver.js";
import { peakNeverReached } from "./findings/peakNeverReached.js";
import { endsElsewhere, risesAfterEnd, warmupLongerThanRun } from "./findings/runLength.js";
import { epochsAsSteps, fractionAsCount } from "./findings/units.js";
import { zeroFirstUpdate } from "./findings/zeroFirstUpdate.js";
import { tryParse } from "./findings/tryParse.js";

/** In each row, the first that finds something explains what those after it would find. */
const CHECKS: readonly (readonly Check[])[] = [
  [zeroFirstUpdate],
  [jumpAtHandOver],
  [peakNeverReached],
  [
    fractionAsCount,
    warmupLongerThanRun,
    epochsAsSteps,
    risesAfterEnd,
    endsElsewhere,
    shortCooldown,
    highFloor,
  ],
];

/**
 * What looks like a slip in a schedule for a run of this length: allowed, and worth a line before the run
 * rather than a surprise after it. Where the change is plain, `fix.spec` is the changed schedule. Lengths with
 * units are bound to the run first, and `fix.spec` is in updates then.
 *
 * The codes: zero-first-update, jump-at-hand-over, peak-never-reached, fraction-as-count,
 * warmup-longer-than-run, epochs-as-steps (needs `stepsPerEpoch`), rises-after-end, ends-before-run,
 * ends-after-run, short-cooldown, high-floor.
 *
 * @throws LehrError BAD_VALUE for a length whose unit this run does not have.
 * @example
 * import { cosineAnnealingLR, lint } from "lehr";
 * const [finding] = lint(cosineAnnealingLR({ tMax: 100 }), { totalSteps: 200 });
 * finding.code; // => "rises-after-end"
 * finding.fix.spec; // => { type: "CosineAnnealingLR", tMax: 200, etaMin: 0 }
 */
export function lint(schedule: Schedule, run: RunLength): Finding[] {
  return drafts(bound(schedule, run), run).map((draft) => findingOf(draft, mending(draft, run)));
}

/** With its lengths in updates: the run that they are counted against is known here. */
function bound(schedule: Schedule, run: RunLength): Schedule {
  if (!Number.isNaN(schedule.steps)) return schedule;
  try {
    return bind(schedule, run);
  } catch (error) {
    if (!(error instanceof LehrError)) throw error;
    throw new LehrError(
      error.code,
      `lint: ${error.message}; of totalSteps, stepsPerEpoch, tokensPerStep and samplesPerStep it says ${Object.keys(run).join(", ")}`,
    );
  }
}

function drafts(schedule: Schedule, run: RunLength): Draft[] {
  return CHECKS.flatMap((row) => {
    for (const check of row) {
      const draft = check(schedule, run);
      if (draft) return [draft];
    }
    return [];
  });
}

/** The change, when it can be made and helps; otherwise the finding has advice only. */
function mending({ code, spec }: Draft, run: RunLength): ScheduleSpec | undefined {
  const changed = spec && tryParse(spec);
  return changed && drafts(changed, run).every((draft) => draft.code !== code) ? changed.spec : undefined;
}
