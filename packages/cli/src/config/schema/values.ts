import { z } from "zod";

/** 1, 2, 3, … */
export const count = z.int().min(1);

/** A finite number of at least 0. */
export const notNegative = z.number().min(0);

/** From 0 up to, but not including, 1. */
export const fraction = z.number().min(0).lt(1);

/** A path, relative to the config file. */
export const path = z.string().min(1);

/** A length with its unit, or a sum or difference of them: `5%`, `100% - 50st`. */
const lengthPattern = lengthPatternOf("(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?\\s*(st|ep|%|tok|sam)");

/** A number of updates: plain, or a text with its unit. */
export const length = numberOrText(
  count,
  lengthPattern,
  'must be updates (500 or "500st"), epochs ("10ep") or a part of the run ("5%")',
);

/** How much to keep back for validation. */
export const validation = numberOrText(
  z.int().min(0),
  /^\d+(\.\d+)?%$/,
  'must be a number of examples (2000) or a part of them ("20%")',
)
  .default("10%")
  .describe("How much to keep back for validation: a number of examples (2000) or a part of them.");

function lengthPatternOf(term: string): RegExp {
  return new RegExp(`^\\s*${term}(\\s*[+-]\\s*${term})*\\s*$`, "i");
}

function numberOrText(number: z.ZodType<number>, pattern: RegExp, error: string) {
  return z.union([number, z.string().regex(pattern, { error })], { error });
}

/** An object that holds exactly one of these keys, which says what kind of thing it is. */
export function oneOf<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  const names = Object.keys(shape).join(", ");
  return z
    .strictObject(shape)
    .partial()
    .refine((value) => Object.keys(value).length === 1, { error: `must hold exactly one of ${names}` })
    .meta({ minProperties: 1, maxProperties: 1 });
}
