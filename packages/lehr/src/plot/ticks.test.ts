import { describe, expect, it } from "vitest";
import { axis } from "./axis.js";
import { linearTicks, logTicks } from "./ticks.js";

const texts = (ticks: readonly { text: string }[]): string => ticks.map((tick) => tick.text).join(" ");

describe("ticks", () => {
  it("stand on round numbers and are written alike", () => {
    expect(texts(linearTicks(0, 400, 4).ticks)).toBe("0 100 200 300 400");
    expect(texts(linearTicks(0, 2e-3, 4).ticks)).toBe("0 5e-4 1.0e-3 1.5e-3 2.0e-3");
    expect(texts(linearTicks(0.5, 2.2, 4).ticks)).toBe("0.5 1.0 1.5 2.0 2.5");
    expect(texts(linearTicks(-1, 1, 4).ticks)).toBe("-1.0 -0.5 0 0.5 1.0");
    expect(texts(linearTicks(0, 3e6, 3).ticks)).toBe("0 1e6 2e6 3e6");
  });

  it("are powers of ten on a log axis, with doubles and fives between few of them", () => {
    expect(texts(logTicks(1e-5, 1e-1, 4).ticks)).toBe("1e-5 1e-4 1e-3 1e-2 1e-1");
    expect(texts(logTicks(1e-4, 1e-3, 4).ticks)).toBe("1e-4 2e-4 5e-4 1e-3");
    expect(texts(logTicks(0.3, 0.4, 2).ticks)).toBe("0.2 0.5");
    expect(texts(logTicks(1e-12, 1, 4).ticks)).toBe("1e-12 1e-9 1e-6 1e-3 1e0");
  });
});

describe("an axis", () => {
  it("puts its ends at 0 and 1 and a log axis its geometric middle at a half", () => {
    const log = axis([1e-4, 1e-2], { log: true, ticks: 3, round: true });
    expect([log.place(1e-4), log.place(1e-3)?.toFixed(12), log.place(1e-2)]).toEqual([
      0,
      "0.500000000000",
      1,
    ]);
    expect(log.place(0)).toBeUndefined();
    expect(log.place(-1)).toBeUndefined();
  });

  it("has room for a single value", () => {
    const one = axis([5], { ticks: 3, round: false });
    expect(one.place(5)).toBe(0.5);
  });

  it("holds nothing without failing", () => {
    expect(axis([], { ticks: 3, round: true })).toMatchObject({ min: 0, max: 1 });
    expect(axis([0, -1], { log: true, ticks: 3, round: true }).place(0)).toBeUndefined();
  });
});
