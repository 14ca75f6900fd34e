import { easings } from "lehr";

type JsonSchema = Readonly<Record<string, unknown>>;

const whole = { type: "integer", minimum: 1 };
const above0 = { type: "number", exclusiveMinimum: 0 };
const atLeast0 = { type: "number", minimum: 0 };
const length = {
  description: 'Updates (500 or "500st"), epochs ("10ep"), a part of the run ("5%") or tokens ("2e9tok").',
  anyOf: [whole, { type: "string", pattern: "^\\s*[\\d.]+(e\\+?\\d+)?\\s*(st|ep|%|tok)\\s*$" }],
};
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
const eased = { steps: length, start: level, end: level };
const ease = { enum: Object.keys(easings) };

/** The options of each schedule, and which of them must be there. */
export const scheduleTypes: Readonly<Record<string, { options: JsonSchema; required: readonly string[] }>> = {
  constant: { options: { level, steps: length }, required: [] },
  linear: { options: eased, required: ["steps"] },
  cosine: { options: eased, required: ["steps"] },
  polynomial: { options: { ...eased, power: above0 }, required: ["steps"] },
  exponential: { options: eased, required: ["steps", "end"] },
  sequence: { options: { parts }, required: ["parts"] },
  product: { options: { parts }, required: ["parts"] },
  warmup: {
    options: { steps: length, start: level, ease, schedule: inside },
    required: ["steps", "schedule"],
  },
  restarts: {
    options: { cycles: whole, stretch: above0, factor: above0, schedule: inside },
    required: ["cycles", "schedule"],
  },
  clamp: { options: { min: level, max: level, schedule: inside }, required: ["schedule"] },
  CosineAnnealingLR: { options: { tMax: length, etaMin }, required: ["tMax"] },
  CosineAnnealingWarmRestarts: { options: { t0: length, tMult: whole, etaMin }, required: ["t0"] },
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
