import { constant, cosine, cosineAnnealingWarmRestarts, restarts, sequence, warmup } from "lehr";
import { expect, test } from "vitest";
import { clock, number, percent, short } from "./format.js";
import { scheduleInWords } from "./scheduleInWords.js";

test("numbers have three digits, small and large ones an exponent", () => {
  const values = [0, 1, 0.3184, 12.34, 123.4, 12345, 0.1, 9.5e-3, 2.414e-4, 1.5e6, -0.5];
  expect(values.map(number)).toEqual([
    "0",
    "1.00",
    "0.318",
    "12.3",
    "123",
    "12345",
    "0.100",
    "9.50e-3",
    "2.41e-4",
    "1.50e6",
    "-0.500",
  ]);
  expect([2e-3, 0.1, 100, 0.125, 1].map(short)).toEqual(["2e-3", "0.1", "100", "0.125", "1"]);
  expect([NaN, Infinity].map(number)).toEqual(["NaN", "Infinity"]);
});

test("times look like a clock's", () => {
  expect([0, 13.4, 59.6, 75, 3723, NaN, Infinity].map(clock)).toEqual([
    "0:00",
    "0:13",
    "1:00",
    "1:15",
    "1:02:03",
    "-:--",
    "-:--",
  ]);
  expect(percent(0.5204)).toBe("52.0 %");
});

test("a schedule is told in one line", () => {
  const recipe = warmup(cosine({ steps: 380, end: 0.1 }), { steps: 20, start: 0.01 });
  expect(scheduleInWords(recipe, 2e-3)).toBe("warmup 2e-5 → 2e-3 in 20, decay 2e-3 → 2e-4 in 380");
  expect(scheduleInWords(constant(), 0.1)).toBe("hold 0.1");
  expect(scheduleInWords(sequence(constant({ steps: 1000 }), cosine({ steps: 9 })), 1)).toBe(
    "hold 1 in 1,000, decay 1 → 0 in 9",
  );
  expect(scheduleInWords(cosineAnnealingWarmRestarts({ t0: 5 }), 1)).toBe("decay from 1, again and again");
  expect(scheduleInWords(restarts(cosine({ steps: 10 }), { cycles: 6, factor: 0.5 }), 1)).toBe(
    "decay 1 → 0 in 10, decay 0.5 → 0 in 10, decay 0.25 → 0 in 10, decay 0.125 → 0 in 10, and 2 more",
  );
});
