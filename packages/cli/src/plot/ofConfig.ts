import { lint, type RunLength } from "lehr";
import { rates } from "lehr/plot";
import type { SourceDocument } from "../config/document.js";
import { optimizerOf } from "../config/optimizer.js";
import { checkConfig } from "../config/read.js";
import { buildSchedule } from "../config/schedule.js";
import type { Config } from "../config/schema.js";
import { scheduleInWords } from "../words/scheduleInWords.js";
import { rulesOf, type Picture } from "./picture.js";

/** The rates that a run of this config will use, update by update. */
export async function pictureOfConfig(document: SourceDocument): Promise<Picture> {
  const { config, name, located } = checkConfig(document, []);
  try {
    const length = await lengthOf(config);
    const schedule = buildSchedule(config.schedule, length);
    const [, { lr: base }] = optimizerOf(config);
    return {
      panels: [
        {
          title: `${name}: ${scheduleInWords(schedule, base)}`,
          series: [rates(schedule, { count: length.totalSteps, base })],
          rules: rulesOf(schedule.phases),
        },
      ],
      remarks: lint(schedule, length).map(({ message }) => `schedule: ${message}`),
    };
  } catch (error) {
    throw located(error);
  }
}

/** Epochs and tokens can only be counted in the data; everything else is in the config. */
async function lengthOf(config: Config): Promise<RunLength> {
  const { totalSteps } = config.train;
  const countsData = /\d\s*(ep|tok)"/i.test(JSON.stringify(config.schedule));
  if (totalSteps !== undefined && !countsData) return { totalSteps };
  const [{ openData }, { runLength }] = await Promise.all([
    import("../job/data.js"),
    import("../job/length.js"),
  ]);
  return runLength(config, await openData(config));
}
