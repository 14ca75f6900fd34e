import { describe, expect, it } from "vitest";
import { cosine } from "../shapes/cosine.js";
import { warmup } from "../combine/warmup.js";
import { LehrError } from "../error.js";
import { braillePlot } from "./braille.js";
import { rates } from "./rates.js";

const ESCAPE = String.fromCharCode(27);

describe("a plot in braille", () => {
  const schedule = warmup(cosine({ steps: 80, end: 0.1 }), { steps: 20 });
  const series = rates(schedule, { count: 101, base: 0.1 });

  it("draws the curve, its axes and its phases", () => {
    const rules = schedule.phases.map(({ start, name }) => ({ x: start, name }));
    const plot = braillePlot([series], { width: 50, height: 6, title: "rate", xLabel: "step", rules });
    expect(`\n${plot}`).toMatchInlineSnapshot(`
      "
      rate
            warmup  decay
      0.10 ┤       ⢀⠜⠉⠉⠉⠒⠒⠒⠤⠤⣀⡀
           │      ⡠⠊┊         ⠈⠑⠒⠤⣄
           │     ⡎  ┊              ⠉⠑⠦⢄⡀
      0.05 ┤   ⡠⠊   ┊                  ⠈⠙⠢⠤⣀⡀
           │ ⢠⠊     ┊                       ⠉⠑⠒⠤⢄⣀⡀
         0 ┤⡠⠊      ┊                             ⠈⠉⠉⠑⠒⠒
           └┬─────────────────────┬────────────────────┬
            0                    50             100 step"
    `);
  });

  it("is never wider than it was told to be", () => {
    for (const width of [20, 33, 80, 200]) {
      const lines = braillePlot([series], { width, title: "rate", xLabel: "step" }).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it("leaves zeros out of a log axis and says so", () => {
    const plot = braillePlot([{ name: "rate", x: [0, 1, 2], y: [0, 1e-3, 1e-2] }], { log: true, width: 30 });
    expect(plot).toContain("rate: 1 point is ≤ 0 and left out of the log axis");
    expect(plot).not.toContain("Infinity");
  });

  it("draws a loss that became infinite up to there", () => {
    const plot = braillePlot([{ name: "loss", x: [0, 1, 2], y: [2, 3, NaN] }], { width: 30 });
    expect(plot).toContain("loss: 1 point is not a finite number and left out");
  });

  it("marks single points, names the series and colours them when told to", () => {
    const both = [series, { name: "measured", x: [0, 50, 100], y: [0.01, 0.05, 0.09], points: true }];
    const plain = braillePlot(both, { width: 40, height: 5 });
    expect(plain.split("\n")[0]).toBe("⠒⠒ rate  ● measured");
    expect(plain.split("●")).toHaveLength(5);
    expect(plain).not.toContain(ESCAPE);
    expect(braillePlot(both, { color: true })).toContain(`${ESCAPE}[33m●`);
  });

  it("draws nothing at all, one point and a flat line", () => {
    expect(braillePlot([], { width: 30, height: 3 }).split("\n")).toHaveLength(5);
    expect(braillePlot([{ name: "a", x: [7], y: [3] }], { width: 30, height: 3 })).toContain(
      "┤             ⠁",
    );
    expect(braillePlot([{ name: "a", x: [0, 9], y: [3, 3] }], { width: 30, height: 3 })).toContain("⠉⠉⠉⠉");
  });

  it("refuses a size that is none", () => {
    expect(() => braillePlot([series], { width: 0 })).toThrow(LehrError);
    expect(() => braillePlot([series], { height: 2.5 })).toThrow(
      "braillePlot: height must be a positive integer, got 2.5",
    );
  });
});
