import { nearest } from "lehr";
import { z } from "zod";
import { valueAt, type Path, type PathMessage } from "./path.js";

type Issue = z.core.$ZodIssue;

/** What a schema found, in the words that all of Lehr's errors use. */
export function problemsOf(schema: z.ZodType, data: unknown, issues: readonly Issue[]): PathMessage[] {
  const specific = issues.filter((issue) => issue.code !== "custom");
  return (specific.length > 0 ? specific : issues).flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code !== "unrecognized_keys") {
      return [{ path, message: `${rule(issue)}${came(issue, valueAt(data, path))}` }];
    }
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key${didYouMean(key, known) ?? `; known: ${known.join(", ")}`}`,
    }));
  });
}

const TYPES: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "text",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
};

function rule(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "above" : "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "below" : "at most", issue.maximum);
    default:
      return issue.message;
  }
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === "array") return `must have ${relation} ${limit} items`;
  return origin === "string" ? "must not be empty" : `must be ${relation} ${limit}`;
}

function came(issue: Issue, value: unknown): string {
  if (value === undefined) return ", and is missing";
  if (issue.code === "custom") return `, got ${Object.keys(value as object).join(", ") || "none"}`;
  const hint =
    value === null && issue.path.length > 0 && issue.code === "invalid_type" && issue.expected === "object"
      ? "; write {} for all defaults"
      : "";
  const meant =
    issue.code === "invalid_value" ? didYouMean(String(value), issue.values.map(String)) : undefined;
  // JSON has no NaN and no Infinity.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return `, got ${shortened(text)}${meant ?? hint}`;
}

function didYouMean(word: string, known: readonly string[]): string | undefined {
  const meant = nearest(word, known);
  return meant && `, did you mean "${meant}"?`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The keys that the object at this path may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const object = path.reduce((outer, key) => shapeOf(outer)[key]!, schema);
  return Object.keys(shapeOf(object));
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return shapeOf(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}
