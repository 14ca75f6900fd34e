import fc from "fast-check";
import {
  clamp,
  constant,
  cosine,
  cosineAnnealingLR,
  cosineAnnealingWarmRestarts,
  exponential,
  linear,
  polynomial,
  product,
  rate,
  restarts,
  sequence,
  warmup,
  type EasingName,
  type Level,
  type Schedule,
} from "lehr";

const steps = fc.integer({ min: 1, max: 200 });
const factor = fc.double({ min: 0, max: 4, noNaN: true });
const aboveZero = fc.double({ min: 1e-6, max: 4, noNaN: true });
const ease = fc.constantFrom<EasingName>("linear", "cosine", "sqrt", "square");

/** A multiple of the base rate or an absolute rate. */
export const level: fc.Arbitrary<Level> = fc.oneof(factor, factor.map(rate));

/** A base rate of a parameter group. */
export const base = fc.double({ min: 1e-8, max: 10, noNaN: true });

/** Shapes that go from one level to another, with the levels they were given. */
export function easedShape(
  levels: fc.Arbitrary<Level>,
): fc.Arbitrary<{ schedule: Schedule; start: Level; end: Level }> {
  return fc
    .record({ steps, start: levels, end: levels, power: fc.double({ min: 0.1, max: 5, noNaN: true }) })
    .chain(({ power, ...options }) =>
      fc
        .constantFrom(linear(options), cosine(options), polynomial({ ...options, power }))
        .map((schedule) => ({
          schedule,
          start: options.start,
          end: options.end,
        })),
    );
}

function shape(levels: fc.Arbitrary<Level>): fc.Arbitrary<Schedule> {
  return fc.oneof(
    easedShape(levels).map(({ schedule }) => schedule),
    fc.record({ steps, start: aboveZero, end: aboveZero }).map(exponential),
    fc.record({ steps, level: levels }).map(constant),
  );
}

/** Schedules that end, nested up to `depth` deep. */
export function finite(depth: number, levels: fc.Arbitrary<Level> = level): fc.Arbitrary<Schedule> {
  if (depth === 0) return shape(levels);
  const inner = finite(depth - 1, levels);
  const factors = levels === factor ? inner : finite(depth - 1, factor);
  return fc.oneof(
    shape(levels),
    fc.array(inner, { minLength: 1, maxLength: 4 }).map((parts) => sequence(...parts)),
    fc
      .tuple(inner, steps, levels, ease)
      .map(([of, length, start, ease]) => warmup(of, { steps: length, start, ease })),
    fc
      .tuple(inner, fc.integer({ min: 1, max: 4 }), fc.double({ min: 0.5, max: 2, noNaN: true }), aboveZero)
      .map(([of, cycles, stretch, factor]) => restarts(of, { cycles, stretch, factor })),
    fc.tuple(inner, factors).map(([first, second]) => product(first, second)),
    fc
      .tuple(inner, factor, factor)
      .map(([of, a, b]) => clamp(of, { min: Math.min(a, b), max: Math.max(a, b) })),
  );
}

/** Any schedule: those that end, those that go on for ever, and PyTorch's. */
export const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  { weight: 6, arbitrary: finite(3) },
  { weight: 1, arbitrary: level.map((level) => constant({ level })) },
  { weight: 1, arbitrary: fc.record({ tMax: aboveZero, etaMin: factor }).map(cosineAnnealingLR) },
  {
    weight: 1,
    arbitrary: fc
      .record({ t0: steps, tMult: fc.integer({ min: 1, max: 4 }), etaMin: factor })
      .map(cosineAnnealingWarmRestarts),
  },
);
