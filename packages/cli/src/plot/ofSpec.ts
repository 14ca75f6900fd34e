import { LehrError, lint, type Schedule } from "lehr";
import { rates } from "lehr/plot";
import { ConfigError } from "../config/configError.js";
import type { SourceDocument } from "../config/document.js";
import { throughTypes, written } from "../config/path.js";
import { buildSchedule } from "../config/schedule.js";
import { scheduleInWords } from "../words/scheduleInWords.js";
import { rulesOf, type Picture } from "./picture.js";

/** How a schedule on its own is to be looked at. */
export interface SpecView {
  /** How many updates to draw; without it, as many as the schedule has. */
  readonly steps?: number;
  readonly base?: number;
}

/** What is drawn of a schedule that has no length of its own. */
const STEPS = 1000;

/** The rates of a schedule on its own: over the updates of a run, or from its beginning to its very end. */
export function pictureOfSpec(document: SourceDocument, { steps, base = 1 }: SpecView): Picture {
  const schedule = scheduleOf(document, steps ?? STEPS);
  const whole = schedule.steps === Infinity ? STEPS : Math.ceil(schedule.steps) + 1;
  const assumed = schedule.steps === Infinity || /\d\s*%"/.test(JSON.stringify(document.data));
  return {
    panels: [
      {
        title: scheduleInWords(schedule, base),
        series: [rates(schedule, { count: steps ?? whole, base })],
        rules: rulesOf(schedule.phases),
      },
    ],
    remarks: [
      ...(assumed && steps === undefined ? [`drawn for ${STEPS} updates; --steps takes another number`] : []),
      ...(steps === undefined
        ? []
        : lint(schedule, { totalSteps: steps }).map(({ message }) => `schedule: ${message}`)),
    ],
  };
}

function scheduleOf(document: SourceDocument, totalSteps: number): Schedule {
  try {
    return buildSchedule(document.data, { totalSteps });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { path, message } = error.problem;
    const way = throughTypes(document.data, path.slice(1));
    const where = way.length > 0 ? `${document.place(way)}: ${written(way)}` : document.place(way);
    throw new LehrError(error.code, `${where}: ${message}`, { cause: error });
  }
}
