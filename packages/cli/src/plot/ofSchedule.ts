import { rates } from "lehr/plot";
import { bound, type View } from "../schedule/bound.js";
import { coursesOf } from "../schedule/courses.js";
import { findingsOf } from "../schedule/findings.js";
import type { Given } from "../schedule/given.js";
import { scheduleInWords } from "../words/scheduleInWords.js";
import { rulesOf, type Picture } from "./picture.js";

/** The rates of a schedule: over the updates of a run, or from its beginning to its very end. */
export async function pictureOfSchedule(given: Given, view: View): Promise<Picture> {
  const seen = await bound(given, view);
  const { name, schedule, base = 1, count, assumptions } = seen;
  const courses = coursesOf(seen);
  const words = scheduleInWords(schedule, base);
  return {
    panels: [
      {
        title: name === undefined ? words : `${name}: ${words}`,
        series: courses.map((course) =>
          rates(course.schedule, { count, base, name: courses.length > 1 ? course.name : "rate" }),
        ),
        rules: rulesOf(schedule.phases),
      },
    ],
    remarks: [
      ...assumptions,
      ...(seen.lengthGiven
        ? findingsOf(seen).map(({ group, message }) => `${group || "schedule"}: ${message}`)
        : []),
    ],
  };
}
