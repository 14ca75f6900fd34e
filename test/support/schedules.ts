import fc from "fast-check";
import {
  clamp,
  constant,
  cooldown,
  cosine,
  cosineAnnealingLR,
  cosineAnnealingWarmRestarts,
  cut,
  cyclic,
  exponential,
  flatThenCosine,
  interpolate,
  inverseSqrt,
  inverseTime,
  linear,
  mean,
  milestones,
  noam,
  noise,
  oneCycle,
  piecewise,
  polynomial,
  product,
  rate,
  restarts,
  sequence,
  sgdr,
  shift,
  staircase,
  stepDecay,
  stretch,
  sum,
  tanh,
  warmup,
  wsd,
  wsqd,
  type EasingName,
  type Level,
  type Schedule,
} from "lehr";

export const steps = fc.integer({ min: 1, max: 200 });
/** Not so close to 0 that a product of two has no digits left. */
const factor = fc.double({ min: 0, max: 4, noNaN: true }).map((value) => (value < 1e-100 ? 0 : value));
const aboveZero = fc.double({ min: 1e-6, max: 4, noNaN: true });
const belowOne = fc.double({ min: 1e-3, max: 1, noNaN: true });
const power = fc.double({ min: 0.1, max: 5, noNaN: true });

/** The name of an easing. */
export const ease = fc.constantFrom<EasingName>(
  "linear",
  "cosine",
  "sqrt",
  "oneMinusSqrt",
  "square",
  "exponential",
  "log",
);

/** A multiple of the base rate or an absolute rate. */
export const level: fc.Arbitrary<Level> = fc.oneof(factor, factor.map(rate));

/** A base rate of a parameter group. */
export const base = fc.double({ min: 1e-8, max: 10, noNaN: true });

/** Rising steps. */
const at = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 4 })
  .map((places) => places.sort((a, b) => a - b));

/** A schedule that goes from one level to another, with the levels it was given. */
export interface Eased {
  readonly schedule: Schedule;
  readonly start: Level;
  readonly end: Level;
}

/** Shapes that go from one level to another. */
export function easedShape(levels: fc.Arbitrary<Level>): fc.Arbitrary<Eased> {
  return fc
    .record({ steps, start: levels, end: levels, power, kDecay: power, ease })
    .chain(({ power, kDecay, ease, ...options }) =>
      fc
        .constantFrom(
          () => linear(options),
          () => cosine(options),
          () => cosine({ ...options, power, kDecay }),
          () => polynomial({ ...options, power }),
          () => polynomial({ ...options, power, kDecay }),
          () => tanh({ ...options, lower: -power, upper: kDecay }),
          () => interpolate({ at: [0, options.steps], levels: [options.start, options.end], ease }),
        )
        .map((make) => ({ schedule: make(), start: options.start, end: options.end })),
    );
}

/** Shapes that fall towards a level, and go on for ever unless they have steps. */
export function fallingShape(
  levels: fc.Arbitrary<Level>,
  length: fc.Arbitrary<{ steps?: number }> = fc.record({ steps }),
): fc.Arbitrary<Eased> {
  return fc
    .record({ length, start: levels, end: levels, every: steps, factor: belowOne, at })
    .map(({ length, ...rest }) => ({ ...length, ...rest }))
    .chain(({ every, factor, at, ...options }) =>
      fc
        .constantFrom(
          () => exponential({ ...options, factor, every }),
          () => exponential({ ...options, halfLife: every }),
          () => stepDecay({ ...options, factor, every }),
          () => milestones({ ...options, factor, at: at.map((step) => step + 1) }),
          () => inverseTime({ ...options, factor, every }),
          () => inverseSqrt({ ...options, every }),
        )
        .map((make) => ({ schedule: make(), start: options.start, end: options.end })),
    );
}

function waves(levels: fc.Arbitrary<Level>): fc.Arbitrary<Schedule> {
  return fc
    .record({
      rise: steps,
      fall: steps,
      start: levels,
      peak: levels,
      ease,
      factor: belowOne,
      per: fc.constantFrom("cycle", "step"),
      cycles: fc.integer({ min: 1, max: 4 }),
    })
    .map(cyclic);
}

function through(levels: fc.Arbitrary<Level>): fc.Arbitrary<Schedule> {
  return at.chain((at) =>
    fc
      .record({
        at: fc.constant(at),
        levels: fc.array(levels, { minLength: at.length, maxLength: at.length }),
        ease,
      })
      .map(interpolate),
  );
}

function stairs(levels: fc.Arbitrary<Level>): fc.Arbitrary<Schedule> {
  return at.chain((at) =>
    fc
      .array(levels, { minLength: at.length + 1, maxLength: at.length + 1 })
      .chain((levels) => steps.map((steps) => cut(piecewise({ at, levels }), { steps }))),
  );
}

function recipe(): fc.Arbitrary<Schedule> {
  const totalSteps = fc.integer({ min: 12, max: 400 });
  return fc.record({ totalSteps, ease, end: factor, every: steps }).chain(({ every, ease, ...run }) =>
    fc
      .constantFrom(
        () => wsd({ ...run, warmup: 3, cooldown: 4, ease }),
        () => wsqd({ ...run, warmup: 3, cooldown: 4, every }),
        () => oneCycle({ ...run, ease, warmup: 3, threePhase: every % 2 === 0 }),
        () => flatThenCosine(run),
        () => sgdr({ steps: every, warmup: 3, cycles: 3, stretch: 1.5, factor: 0.5, end: run.end }),
        () => cut(noam({ warmup: every, modelSize: 512 }), { steps: run.totalSteps }),
      )
      .map((make) => make()),
  );
}

function shape(levels: fc.Arbitrary<Level>): fc.Arbitrary<Schedule> {
  return fc.oneof(
    { weight: 3, arbitrary: easedShape(levels).map(({ schedule }) => schedule) },
    { weight: 3, arbitrary: fallingShape(levels).map(({ schedule }) => schedule) },
    fc.record({ steps, start: aboveZero, end: aboveZero }).map(exponential),
    fc.record({ steps, level: levels }).map(constant),
    waves(levels),
    through(levels),
    stairs(levels),
    recipe(),
  );
}

/** Schedules that end, nested up to `depth` deep. */
export function finite(depth: number, levels: fc.Arbitrary<Level> = level): fc.Arbitrary<Schedule> {
  if (depth === 0) return shape(levels);
  const inner = finite(depth - 1, levels);
  const factors = levels === factor ? inner : finite(depth - 1, factor);
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: shape(levels) },
    parts.map((parts) => sequence(...parts)),
    parts.map((parts) => sum(...parts)),
    parts.map((parts) => mean(...parts)),
    fc
      .record({ of: inner, steps, start: levels, ease, countFrom: fc.constantFrom<0 | 1>(0, 1) })
      .map(({ of, ...options }) => warmup(of, options)),
    fc.record({ of: inner, steps, end: levels, ease }).map(({ of, ...options }) => cooldown(of, options)),
    fc
      .tuple(inner, fc.integer({ min: 1, max: 4 }), fc.double({ min: 0.5, max: 2, noNaN: true }), aboveZero)
      .map(([of, cycles, stretch, factor]) => restarts(of, { cycles, stretch, factor })),
    fc.tuple(inner, factors).map(([first, second]) => product(first, second)),
    fc
      .tuple(inner, factor, factor)
      .map(([of, a, b]) => clamp(of, { min: Math.min(a, b), max: Math.max(a, b) })),
    fc.tuple(inner, steps).map(([of, steps]) => cut(of, { steps })),
    fc.tuple(inner, fc.integer({ min: -200, max: 200 })).map(([of, steps]) => shift(of, { steps })),
    fc
      .tuple(inner, fc.double({ min: 0.1, max: 4, noNaN: true }))
      .map(([of, factor]) => stretch(of, { factor })),
    fc.tuple(inner, steps).map(([of, every]) => staircase(of, { every })),
    fc
      .record({ of: inner, seed: fc.nat(), spread: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ of, ...options }) => noise(of, options)),
  );
}

/** Any schedule, nested up to five deep: those that end, those that go on for ever, and PyTorch's. */
export const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  { weight: 6, arbitrary: finite(5) },
  { weight: 1, arbitrary: level.map((level) => constant({ level })) },
  {
    weight: 1,
    arbitrary: fallingShape(level, fc.constant({})).map(({ schedule }) => schedule),
  },
  { weight: 1, arbitrary: fc.record({ tMax: aboveZero, etaMin: factor }).map(cosineAnnealingLR) },
  {
    weight: 1,
    arbitrary: fc
      .record({ t0: steps, tMult: fc.integer({ min: 1, max: 4 }), etaMin: factor })
      .map(cosineAnnealingWarmRestarts),
  },
);
