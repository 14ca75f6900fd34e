import { easings } from "lehr";

type JsonSchema = Readonly<Record<string, unknown>>;

const whole = { type: "integer", minimum: 1 };
const above0 = { type: "number", exclusiveMinimum: 0 };
const atLeast0 = { type: "number", minimum: 0 };
const term = "(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?\\s*(st|ep|%|tok|sam)";
const withUnit = { type: "string", pattern: `^\\s*${term}(\\s*[+-]\\s*${term})*\\s*$` };
const length = {
  description:
    'Updates (500 or "500st"), epochs ("10ep"), a part of the run ("5%"), tokens ("2e9tok") or samples ("5e6sam").',
  anyOf: [whole, withUnit],
};
const places = {
  type: "array",
  description: "Steps, in order.",
  items: { anyOf: [{ type: "integer", minimum: 0 }, withUnit] },
  minItems: 1,
};
const text = { type: "string" };
const yes = { type: "boolean" };
const number = { type: "number" };
const level = {
  description: "A multiple of the base rate, or an absolute rate: { rate: 1e-5 }.",
  anyOf: [
    atLeast0,
    { type: "object", properties: { rate: atLeast0 }, required: ["rate"], additionalProperties: false },
  ],
};
const etaMin = { ...atLeast0, description: "The lowest rate, absolute." };
const inside = { $ref: "#/$defs/schedule" };
const parts = { type: "array", items: inside, minItems: 1 };
const ease = { enum: Object.keys(easings) };
const eased = { steps: length, start: level, end: level };
const levels = { type: "array", items: level, minItems: 1 };
const cycle = { totalSteps: length, warmup: length, ease, threePhase: yes };
/** A number, or one for each parameter group. */
const perGroup = { anyOf: [atLeast0, { type: "array", items: atLeast0 }] };
const momentum = { cycleMomentum: yes, baseMomentum: perGroup, maxMomentum: perGroup };
const annealing = { enum: ["cos", "linear"] };

/** The options of each schedule, and which of them must be there. */
export const scheduleTypes: Readonly<Record<string, { options: JsonSchema; required: readonly string[] }>> = {
  constant: { options: { level, steps: length }, required: [] },
  linear: { options: eased, required: ["steps"] },
  cosine: { options: { ...eased, power: above0, kDecay: above0 }, required: ["steps"] },
  polynomial: { options: { ...eased, power: above0, kDecay: above0 }, required: ["steps", "power"] },
  tanh: { options: { ...eased, lower: number, upper: number }, required: ["steps"] },
  exponential: { options: { ...eased, factor: above0, every: length, halfLife: length }, required: [] },
  stepDecay: { options: { ...eased, every: length, factor: above0 }, required: ["every", "factor"] },
  milestones: { options: { ...eased, at: places, factor: above0 }, required: ["at", "factor"] },
  piecewise: { options: { at: places, levels }, required: ["at", "levels"] },
  interpolate: { options: { at: places, levels, ease }, required: ["at", "levels"] },
  inverseTime: { options: { ...eased, every: length, factor: above0 }, required: ["every"] },
  inverseSqrt: { options: { ...eased, every: length }, required: ["every"] },
  cyclic: {
    options: {
      rise: length,
      fall: length,
      start: level,
      peak: level,
      ease,
      factor: above0,
      per: { enum: ["cycle", "step"] },
      cycles: whole,
    },
    required: ["rise"],
  },
  sequence: { options: { parts }, required: ["parts"] },
  product: { options: { parts }, required: ["parts"] },
  sum: { options: { parts }, required: ["parts"] },
  mean: { options: { parts }, required: ["parts"] },
  warmup: {
    options: { steps: length, start: level, ease, countFrom: { enum: [0, 1] }, schedule: inside },
    required: ["steps", "schedule"],
  },
  cooldown: {
    options: { steps: length, end: level, ease, schedule: inside },
    required: ["steps", "schedule"],
  },
  restarts: {
    options: { cycles: whole, stretch: above0, factor: above0, schedule: inside },
    required: ["cycles", "schedule"],
  },
  cut: { options: { steps: length, schedule: inside }, required: ["steps", "schedule"] },
  shift: {
    options: { steps: { anyOf: [number, withUnit] }, schedule: inside },
    required: ["steps", "schedule"],
  },
  stretch: { options: { factor: above0, schedule: inside }, required: ["factor", "schedule"] },
  staircase: { options: { every: length, schedule: inside }, required: ["every", "schedule"] },
  clamp: { options: { min: level, max: level, schedule: inside }, required: ["schedule"] },
  noise: {
    options: { seed: { type: "integer", minimum: 0 }, spread: atLeast0, schedule: inside },
    required: ["seed", "spread", "schedule"],
  },
  wsd: {
    options: { totalSteps: length, warmup: length, cooldown: length, ease, start: level, end: level },
    required: ["totalSteps", "cooldown"],
  },
  wsqd: {
    options: { totalSteps: length, warmup: length, every: length, cooldown: length, end: level },
    required: ["totalSteps", "every", "cooldown"],
  },
  oneCycle: { options: { ...cycle, start: level, end: level }, required: ["totalSteps"] },
  oneCycleMomentum: { options: { ...cycle, min: atLeast0, max: atLeast0 }, required: ["totalSteps"] },
  flatThenCosine: { options: { totalSteps: length, hold: length, end: level }, required: ["totalSteps"] },
  sgdr: {
    options: { steps: length, warmup: length, end: level, cycles: whole, stretch: above0, factor: above0 },
    required: ["steps", "cycles"],
  },
  noam: { options: { warmup: length, modelSize: above0 }, required: ["warmup"] },
  rest: { options: { from: atLeast0, steps: length, schedule: inside }, required: ["from", "schedule"] },
  turn: { options: { at: atLeast0, steps: length, ease, parts }, required: ["at", "parts"] },
  CosineAnnealingLR: { options: { tMax: length, etaMin }, required: ["tMax"] },
  CosineAnnealingWarmRestarts: { options: { t0: length, tMult: whole, etaMin }, required: ["t0"] },
  // A function is no data: the library refuses these two, and says why.
  LambdaLR: { options: { lrLambda: false }, required: [] },
  MultiplicativeLR: { options: { lrLambda: false }, required: [] },
  StepLR: { options: { stepSize: whole, gamma: number }, required: ["stepSize"] },
  MultiStepLR: {
    options: { milestones: { type: "array", items: atLeast0 }, gamma: number },
    required: ["milestones"],
  },
  ConstantLR: { options: { factor: number, totalIters: number }, required: [] },
  LinearLR: { options: { startFactor: number, endFactor: number, totalIters: number }, required: [] },
  ExponentialLR: { options: { gamma: number }, required: ["gamma"] },
  PolynomialLR: { options: { totalIters: number, power: number }, required: [] },
  SWALR: {
    options: { swaLr: perGroup, annealEpochs: atLeast0, annealStrategy: annealing },
    required: ["swaLr"],
  },
  CyclicLR: {
    options: {
      baseLr: perGroup,
      maxLr: perGroup,
      stepSizeUp: above0,
      stepSizeDown: above0,
      mode: text,
      gamma: number,
      scaleFn: false,
      scaleMode: { enum: ["cycle", "iterations"] },
      ...momentum,
    },
    required: ["baseLr", "maxLr"],
  },
  OneCycleLR: {
    options: {
      maxLr: perGroup,
      totalSteps: whole,
      epochs: whole,
      stepsPerEpoch: whole,
      pctStart: atLeast0,
      annealStrategy: annealing,
      divFactor: above0,
      finalDivFactor: above0,
      threePhase: yes,
      ...momentum,
    },
    required: ["maxLr"],
  },
  SequentialLR: {
    options: { schedulers: parts, milestones: { type: "array", items: atLeast0 } },
    required: ["schedulers", "milestones"],
  },
  ChainedScheduler: { options: { schedulers: parts }, required: ["schedulers"] },
};

/** What an editor may know about a schedule: a number, `{ cosine: { … } }` or `{ type: cosine, … }`. */
export const scheduleJsonSchema: JsonSchema = {
  description: "How the rate moves along the run.",
  anyOf: [
    { ...atLeast0, description: "A constant multiple of the base rate." },
    ...Object.entries(scheduleTypes).flatMap(([type, { options, required }]) => [
      closed({ [type]: closed(options, required) }, [type]),
      closed({ type: { const: type }, ...options }, ["type", ...required]),
    ]),
  ],
};

function closed(properties: JsonSchema, required: readonly string[]): JsonSchema {
  return { type: "object", properties, required, additionalProperties: false };
}
