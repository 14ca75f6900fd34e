/** What can be asked of a spec: a link, a sentence, where it has a rate, its area, what differs. */
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe as suite, expect, it } from "vitest";
import {
  area,
  canonical,
  clamp,
  constant,
  cosine,
  cosineAnnealingLR,
  cosineAnnealingWarmRestarts,
  cyclic,
  describe,
  diff,
  fromLink,
  inverseSqrt,
  linear,
  noise,
  parse,
  product,
  rate,
  restarts,
  sequence,
  stepAt,
  sum,
  toLink,
  values,
  warmup,
  type ScheduleSpec,
} from "lehr";
import { anySchedule, base, finite } from "./support/schedules.js";

const RUNS = { numRuns: 10_000 };
const packed = (text: string): string => `s1=${deflateRawSync(text).toString("base64url")}`;

/** The same data with its keys in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

suite("links", () => {
  it("fromLink(toLink(s)) gives the same values and the same spec", async () => {
    await fc.assert(
      fc.asyncProperty(anySchedule, base, async (schedule, base) => {
        const again = await fromLink(await toLink(schedule));
        expect(again.spec).toEqual(schedule.spec);
        for (const step of [0, 1, 7, 100]) expect(again(step, base)).toBe(schedule(step, base));
      }),
      { numRuns: 2000 },
    );
  });

  it("the order of keys makes no other text", () => {
    fc.assert(
      fc.property(anySchedule, ({ spec }) => {
        const other = shuffled(spec) as ScheduleSpec;
        expect(JSON.stringify(canonical(other))).toBe(JSON.stringify(canonical(spec)));
        expect(diff(canonical(other), spec)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is short", async () => {
    const link = await toLink(warmup(cosine({ steps: 900, end: 0.1 }), { steps: 100 }));
    expect(link).toMatch(/^s1=[\w-]+$/);
    expect(link.length).toBeLessThan(150);
  });

  it.each([
    ["", "link: must be s1= and base64url"],
    ["s1=", "link: must be s1= and base64url"],
    ["cosine", "link: must be s1= and base64url"],
    ["s1=a+b/", "link: must be s1= and base64url"],
    ["s=AAAA", "link: must be s1= and base64url"],
    ["s2=AAAA", "link: version must be 1, got 2"],
    ["s1=AAAA", "link: is damaged"],
    [packed('{"type":"cosine","steps":10}').slice(0, -4), "link: is damaged"],
    [
      `s1=${Buffer.concat([deflateRawSync('{"type":"cosine","steps":10}'), Buffer.from("more")]).toString("base64url")}`,
      /^link: (goes on after its end|is damaged)/,
    ],
    [packed('{"type":"cosine","steps":10,"steps":20}'), "link: has a key twice"],
    [packed('{"steps":10,"type":"cosine"}'), "link: has a key twice, or is not written as toLink"],
    [packed("\xff\xfe"), "link: is not JSON"],
    [packed('{"type":"cosien"}'), 'link.type: unknown schedule "cosien", did you mean "cosine"?'],
    [packed('{"type":"cosine","stpes":1}'), 'link.stpes: unknown key, did you mean "steps"?'],
    [packed('{"type":"cosine","steps":0}'), "link: cosine: steps must be a positive integer"],
    [packed('{"type":"constant","__proto__":{"level":3}}'), "link.__proto__: unknown key"],
    [packed(JSON.stringify({ type: "constant", x: "0".repeat(1e6) })), "unfolds to more than 65536 bytes"],
  ])("%# refuses what is none", async (link, message) => {
    await expect(fromLink(link)).rejects.toThrow(message);
  });

  it("never throws anything but a LehrError, whatever it is given", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string().map((text) => `s1=${text}`),
        async (link) => {
          const error: unknown = await fromLink(link).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (error !== undefined) expect((error as Error).name).toBe("LehrError");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

suite("describe", () => {
  it.each([
    [cosine({ steps: 100 }), "Falls along half a cosine from 1× the base rate to 0 in 100 steps."],
    [constant({ level: 0.5 }), "Stays at 0.5× the base rate without end."],
    [
      warmup(cosine({ steps: 900, end: 0.1 }), { steps: 100 }),
      "Rises from 0 to 1× the base rate in 100 steps, then falls along half a cosine to 0.1× in 900 steps; 1,000 steps in all.",
    ],
    [
      sequence(constant({ steps: 10 }), linear({ steps: 5, start: 0.5 })),
      "Stays at 1× the base rate for 10 steps, then falls on a straight line from 0.5× to 0 in 5 steps; 15 steps in all.",
    ],
    [
      restarts(cosine({ steps: 10 }), { cycles: 30 }),
      "Goes through 30 stretches between 0 and 1× the base rate, from 1× to 0; 300 steps in all.",
    ],
    [
      cosineAnnealingLR({ tMax: 100 }),
      "Falls along half a cosine from 1× the base rate to 0 in 100 steps; after its end it rises again.",
    ],
    [
      clamp(linear({ steps: 8 }), { min: 0.5 }),
      "Falls on a straight line from 1× the base rate to 0.5× in 8 steps.",
    ],
    [inverseSqrt({ every: 10 }), "Goes on with the inverse square root from 1× the base rate without end."],
    [cyclic({ start: 0.1, rise: 10 }), "Goes up and down between 0.1× the base rate and 1× without end."],
  ])("%#", (schedule, sentence) => {
    expect(describe(schedule)).toBe(sentence);
  });

  it.each([
    [
      product(constant({ level: 0.5 }), cyclic({ rise: 10 })),
      "Varies between 0 and 0.5× the base rate without end.",
    ],
    [
      sum(linear({ steps: 39, end: 0.1 }), cyclic({ rise: 7 })),
      "Varies between 0.354× the base rate and 1.84× for 39 steps.",
    ],
    [
      cosineAnnealingWarmRestarts({ t0: 10 }),
      "Varies between 0.0245× the base rate and 1× along half a cosine that restarts every 10 steps without end.",
    ],
    [
      cosineAnnealingWarmRestarts({ t0: 10, tMult: 2 }),
      /restarts after 10 steps, each time 2 times as long as before, without end\.$/,
    ],
    [
      noise(constant(), { seed: 1, spread: 0.1 }),
      /^Varies between 0\.9\d*× .* and 1\.[01]\d*× without end\.$/,
    ],
    [
      product(constant(), cyclic({ rise: 50_000, start: 0.1 })),
      "Varies between 0.1× the base rate and 1× without end.",
    ],
  ])("does not call straight what turns on the way %#", (schedule, sentence) => {
    expect(describe(schedule)).toMatch(sentence);
  });

  it("says rates when it is given a base", () => {
    expect(describe(linear({ steps: 10, end: rate(1e-5) }), 3e-4)).toBe(
      "Falls on a straight line from 0.0003 to 0.00001 in 10 steps.",
    );
  });

  it("is one sentence about every schedule", () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        expect(describe(schedule)).toMatch(/^[A-Z][^\n]*[^.]\.$/);
        expect(describe(schedule)).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 2000 },
    );
  });
});

suite("stepAt and area", () => {
  it("stepAt is the first step that has reached the rate", () => {
    fc.assert(
      fc.property(finite(2), base, fc.double({ min: 0, max: 1, noNaN: true }), (schedule, base, part) => {
        const [low, high] = [schedule(0, base), schedule(schedule.steps, base)];
        const wanted = part === 1 ? high : low + (high - low) * part;
        const step = stepAt(schedule, wanted, base)!;
        const side = Math.sign(schedule(0, base) - wanted);
        expect(Math.sign(schedule(step, base) - wanted) !== side || side === 0).toBe(true);
        if (step > 0) expect(Math.sign(schedule(step - 1, base) - wanted)).toBe(side);
      }),
      RUNS,
    );
  });

  it("stepAt says so when there is none", () => {
    expect(stepAt(cosine({ steps: 100 }), 2)).toBeUndefined();
    expect(stepAt(inverseSqrt({ every: 1 }), 0)).toBeUndefined();
  });

  it("area is the sum of the rates, to the last digit or two", () => {
    fc.assert(
      fc.property(finite(2), base, fc.nat(300), (schedule, base, totalSteps) => {
        const rates = values(schedule, totalSteps, base);
        // Adding the small ones first is another way to lose little.
        const sum = rates.toSorted().reduce((sum, rate) => sum + rate, 0);
        expect(Math.abs(area(schedule, totalSteps, base) - sum)).toBeLessThanOrEqual(1e-13 * sum);
      }),
      { numRuns: 2000 },
    );
    expect(area(constant({ level: 0.1 }), 1e6)).toBe(1e5);
    expect(() => area(constant(), 0.5)).toThrow("area: totalSteps must be a whole number ≥ 0, got 0.5");
  });
});

suite("diff", () => {
  it("is empty for a schedule and itself, and for nothing else", () => {
    fc.assert(
      fc.property(anySchedule, anySchedule, (a, b) => {
        expect(diff(a.spec, parse(JSON.stringify(a.spec)).spec)).toEqual([]);
        const same = JSON.stringify(canonical(a.spec)) === JSON.stringify(canonical(b.spec));
        expect(diff(a.spec, b.spec).length === 0).toBe(same);
      }),
      RUNS,
    );
  });
});
