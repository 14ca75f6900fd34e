import { cosine, warmup } from "lehr";
import { describe, expect, it } from "vitest";
import { linesReporter } from "./lines.js";
import { progressLine, progressReporter } from "./progress.js";
import { trendInWords } from "./status.js";
import { styleFor } from "../words/style.js";

const plain = styleFor({ color: false, isTTY: true });
const run = { schedule: warmup(cosine({ steps: 90 }), { steps: 10 }), base: 0.1, totalSteps: 100 };
const step = (step: number) =>
  ({ type: "step", step, epoch: 0, loss: 0.318, lr: [run.schedule(step, run.base)] }) as const;
const startEvent = {
  type: "start",
  step: 0,
  totalSteps: 100,
  stepsPerEpoch: 10,
  seed: 1,
  device: "wasm",
  parameters: 10,
  findings: [],
} as const;

/** Something to write to, and what was written. */
function paper(columns?: number) {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text) > 0, ...(columns && { columns }) };
}

const status = {
  share: 0.42,
  percent: " 42%",
  count: "4200/10000",
  loss: "loss 0.318",
  rate: "lr 2.41e-4",
  phase: "▼decay 2/3",
  speed: "312 it/s",
  time: "0:13<0:19",
};

describe("the progress line", () => {
  it("shows everything where there is room, and less where there is not", () => {
    expect([120, 90, 79, 66, 40, 30].map((width) => progressLine(status, width, plain)))
      .toMatchInlineSnapshot(`
      [
        " 42% ━━━━━━━━━━━━━───────────────── 4200/10000  loss 0.318  lr 2.41e-4 ▼decay 2/3  312 it/s  0:13<0:19",
        " 42% ━━━━━━━────────── 4200/10000  loss 0.318  lr 2.41e-4 ▼decay 2/3  312 it/s  0:13<0:19",
        " 42% ━━━─── 4200/10000  loss 0.318  lr 2.41e-4 ▼decay 2/3  312 it/s  0:13<0:19",
        " 42%  4200/10000  loss 0.318  lr 2.41e-4 ▼decay 2/3  0:13<0:19",
        " 42%  loss 0.318  lr 2.41e-4 ▼decay 2/3",
        " 42%  loss 0.318  lr 2.41e-4",
      ]
    `);
  });

  it("is never longer than its width", () => {
    for (let width = 4; width < 140; width++) {
      expect(progressLine(status, width, plain).length).toBeLessThanOrEqual(width);
    }
  });
});

describe("the reporter of a terminal", () => {
  it("draws at most ten times a second, and lets other lines scroll above", () => {
    const terminal = paper(80);
    let time = 0;
    const reporter = progressReporter(terminal, plain, run, () => time);
    reporter.event(startEvent);
    for (let i = 0; i < 50; i++) {
      time += 20;
      reporter.event(step(i));
    }
    const draws = terminal.written.length;
    expect(draws).toBeLessThanOrEqual(11);
    expect(terminal.written.every((text) => text.startsWith("\r\u001b[K"))).toBe(true);
    reporter.event({ type: "evaluate", step: 50, loss: 0.5, accuracy: 0.25 });
    expect(terminal.written[draws]).toBe("\r\u001b[Kstep 50  validation loss 0.500  accuracy 25.0 %\n");
    expect(terminal.written[draws + 1]).toMatch(/^\r\S*\s+50% /);
    reporter.event({ type: "end", step: 50, reason: "stopped" });
    expect(terminal.written.at(-1)).toBe("\n");
    reporter.close();
    expect(terminal.written.at(-1)).toBe("\n");
  });

  it("knows the time that is left after a few updates", () => {
    const terminal = paper(100);
    let time = 0;
    const reporter = progressReporter(terminal, plain, run, () => time);
    reporter.event(startEvent);
    const drawnAfter = (updates: number): string => {
      for (let i = 0; i < updates; i++) {
        time += 1000;
        reporter.event(step(Math.round(time / 1000) - 1));
      }
      return terminal.written.at(-1)!;
    };
    expect(drawnAfter(3)).toContain("0:03<-:--");
    expect(drawnAfter(7)).toContain("1.00 it/s  0:10<1:30");
  });
});

describe("the reporter of a log", () => {
  it("writes a line every twentieth of the run, or every ten seconds", () => {
    const log = paper();
    let time = 0;
    const reporter = linesReporter(log, run, () => time);
    reporter.event(startEvent);
    for (let i = 0; i < 100; i++) {
      time += i < 50 ? 1 : 20_000;
      reporter.event(step(i));
    }
    expect(log.written).toHaveLength(1 + 10 + 50);
    expect(log.written[0]).toBe("  1%  1/100  loss 0.318  lr 0 ▲warmup 1/2  0:00<-:--\n");
  });
});

describe("the phase", () => {
  it("says which way the rate goes", () => {
    expect([0, 9, 10, 50, 99].map((at) => trendInWords(run.schedule, at))).toEqual([
      "▲warmup 1/2",
      "▲warmup 1/2",
      "▼decay 2/2",
      "▼decay 2/2",
      "▼decay 2/2",
    ]);
  });
});
