/** What the compiler lets through and what it refuses: the mistakes that people make with schedules. */
import {
  bind,
  clamp,
  constant,
  cooldown,
  cosine,
  cyclic,
  exponential,
  interpolate,
  linear,
  milestones,
  noise,
  oneCycle,
  piecewise,
  rate,
  rateForBatch,
  sequence,
  shift,
  stepDecay,
  warmup,
  wsd,
  type Length,
  type Level,
  type Schedule,
} from "./index.js";

const schedule: Schedule = warmup(cosine({ steps: 90, end: rate(1e-5) }), { steps: 10, ease: "sqrt" });
const value: number = schedule(5, 0.1);
const asOptaxTakesIt: (count: number) => number = schedule;
const bound: Schedule = bind(cosine({ steps: "95%" }), { totalSteps: 100 });
const lengths: readonly Length[] = [500, "500st", "10ep", "2.5%", "2e9tok", "5e6sam", "100% - 500st"];
const levels: readonly Level[] = [1, 0.1, rate(1e-5)];
void [value, asOptaxTakesIt, bound, lengths, levels];

void [
  wsd({ totalSteps: "100%", warmup: 500, cooldown: "20%", ease: "oneMinusSqrt" }),
  exponential({ steps: 10, end: 0.1 }),
  exponential({ factor: 0.5, every: "1ep" }),
  exponential({ halfLife: 5000, end: 0.1 }),
  milestones({ at: ["60ep", "120ep"], factor: 0.2 }),
  cyclic({ rise: 10, per: "step", factor: 0.99 }),
];

// @ts-expect-error [TS2345] -- a shape needs its length
cosine({});
// @ts-expect-error [TS2353] -- the total belongs to recipes; a shape has steps
cosine({ totalSteps: 100 });
// @ts-expect-error [TS2353] -- PyTorch's name in Lehr's own shape
cosine({ steps: 100, etaMin: 0.1 });
// @ts-expect-error [TS2322] -- a number without its unit
cosine({ steps: "100" });
// @ts-expect-error [TS2322] -- a unit in words
cosine({ steps: "5 percent" });
// @ts-expect-error [TS2322] -- an unknown unit
linear({ steps: "100steps" });
// @ts-expect-error [TS2322] -- an easing of another library
warmup(schedule, { steps: 10, ease: "easeInOut" });
// @ts-expect-error [TS2345] -- the schedule comes first
warmup({ steps: 10 }, schedule);
// @ts-expect-error [TS2554] -- a warmup leads to a schedule
warmup({ steps: 10 });
// @ts-expect-error [TS2322] -- counted from nowhere else
warmup(schedule, { steps: 10, countFrom: 2 });
// @ts-expect-error [TS2345] -- parts, not a list of them
sequence([constant({ steps: 5 }), schedule]);
// @ts-expect-error [TS2345] -- no ratio without a factor, an end or a half-life
exponential({ steps: 10 });
// @ts-expect-error [TS2345] -- said twice
exponential({ factor: 0.5, halfLife: 10 });
// @ts-expect-error [TS2322] -- one milestone is a list too
milestones({ at: 30, factor: 0.1 });
// @ts-expect-error [TS2345] -- stairs of what?
stepDecay({ every: 30 });
// @ts-expect-error [TS2345] -- levels belong to the steps
piecewise({ at: [10] });
// @ts-expect-error [TS2322] -- levels are numbers or rate(…)
interpolate({ at: [0, 10], levels: ["1e-3", 0] });
// @ts-expect-error [TS2353] -- a cooldown begins where the schedule is
cooldown(schedule, { steps: 10, start: 1 });
// @ts-expect-error [TS2353] -- a clamp has min and max
clamp(schedule, { floor: 0.1 });
// @ts-expect-error [TS2345] -- noise without a seed could not be resumed
noise(schedule, { spread: 0.1 });
// @ts-expect-error [TS2345] -- a shift has a name
shift(schedule, 5);
// @ts-expect-error [TS2353] -- the peak is the base rate
oneCycle({ totalSteps: 100, maxLr: 0.1 });
// @ts-expect-error [TS2353] -- the hold is inferred
wsd({ totalSteps: 100, hold: 50, cooldown: 20 });
// @ts-expect-error [TS2345] -- the rule is said, never assumed
rateForBatch(0.1, { from: 256, to: 1024 });
// @ts-expect-error [TS2769] -- a run has a length
bind(schedule, {});
// @ts-expect-error [TS2540] -- a schedule is not changed in place
schedule.steps = 5;
