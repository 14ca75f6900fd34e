import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restarts } from "../combine/restarts.js";
import { constant } from "../shapes/constant.js";
import { cosine } from "../shapes/cosine.js";
import { values } from "../schedule.js";
import { decimate, type Point } from "./decimate.js";
import { rates } from "./rates.js";

describe("the rates of a schedule as a series", () => {
  it("are those that the run will use, one a step", () => {
    const schedule = cosine({ steps: 100 });
    expect(Array.from(rates(schedule, { count: 101, base: 0.1 }).y)).toEqual([...values(schedule, 101, 0.1)]);
  });

  it("hold both ends and both sides of every border, however long the schedule is", () => {
    const schedule = restarts(cosine({ steps: 333_333 }), { cycles: 30 });
    const { x, y } = rates(schedule, { count: schedule.steps + 1 });
    const steps = Array.from(x);
    expect(steps.length).toBeLessThan(70_000);
    for (const { start } of schedule.phases.slice(1)) {
      expect(steps).toContain(start - 1);
      expect(y[steps.indexOf(start)]).toBe(1);
    }
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(schedule.steps);
  });

  it("need a count", () => {
    expect(() => rates(constant(), { count: Infinity })).toThrow("count must be a positive integer");
  });
});

describe("thinning a line", () => {
  const places = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 500 })
    .map((ys) => ys.map((y, index): Point => [index / ys.length, y]));

  it("keeps the lowest and the highest point of every column, and both ends", () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 20 }), (line, columns) => {
        const kept = decimate(line, columns);
        const range = (points: readonly Point[], column: number): number[] => {
          const ys = points.filter(([x]) => Math.floor(x * columns) === column).map(([, y]) => y);
          return [Math.min(...ys), Math.max(...ys)];
        };
        for (let column = 0; column < columns; column++) {
          expect(range(kept, column)).toEqual(range(line, column));
        }
        expect([kept[0], kept.at(-1)]).toEqual([line[0], line.at(-1)]);
        expect(kept.length).toBeLessThanOrEqual(
          Math.max(4 * columns, Math.min(line.length, 4 * columns)) + 4,
        );
      }),
    );
  });
});
