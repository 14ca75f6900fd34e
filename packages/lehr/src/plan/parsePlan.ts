import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { greedy } from "../scheduler/greedy.js";
import type { MetricRule } from "../scheduler/metricRule.js";
import type { Plan } from "../scheduler/plan.js";
import { plateau } from "../scheduler/plateau.js";
import { suggestion } from "../spec/nearest.js";
import { parse, SPEC_VERSION } from "../spec/parse.js";
import type { Coupling, Fields } from "./field.js";
import { plan, type GroupPlan, type Layers } from "./plan.js";

type Data = Readonly<Record<string, unknown>>;

const BETTER = ["mode", "threshold", "thresholdMode", "from"];

const rules: Readonly<Record<string, { options: readonly string[]; make: (options: never) => MetricRule }>> =
  {
    plateau: { options: ["factor", "patience", "cooldown", "min", "counts", ...BETTER], make: plateau },
    greedy: {
      options: ["factor", "patience", "cooldown", "warmup", "min", "max", "window", "reset", ...BETTER],
      make: greedy,
    },
  };

/**
 * A plan from its spec: `plan.spec`, or what a file holds, or JSON text.
 *
 * @throws LehrError UNKNOWN_TYPE, UNKNOWN_KEY, BAD_SPEC or BAD_VALUE, with the path of the place.
 * @example
 * import { parsePlan } from "lehr";
 * const plan = parsePlan({
 *   type: "plan",
 *   lr: { cosine: { steps: 100 } },
 *   rule: { type: "plateau", patience: 3 },
 * });
 * plan.schedule.steps; // => 100
 */
export function parsePlan(spec: unknown, path = "plan"): Plan {
  const given = data(typeof spec === "string" ? json(spec, path) : spec, path);
  if (given["type"] !== "plan") {
    throw new LehrError("UNKNOWN_TYPE", `${path}.type: must be "plan", got ${JSON.stringify(given["type"])}`);
  }
  const { version, lr, fields, groups, layers, rule } = keys(given, path, [
    "type",
    "version",
    "lr",
    "fields",
    "groups",
    "layers",
    "rule",
  ]);
  if (version !== undefined && version !== SPEC_VERSION) {
    throw new LehrError(
      "BAD_SPEC",
      `${path}.version: must be ${SPEC_VERSION}, got ${JSON.stringify(version)}`,
    );
  }
  if (lr === undefined) throw new LehrError("BAD_SPEC", `${path}.lr: is missing`);
  return plan({
    lr: parse(lr, `${path}.lr`),
    ...(fields !== undefined && { fields: parseFields(fields, `${path}.fields`) }),
    ...(groups !== undefined && { groups: parseGroups(groups, `${path}.groups`) }),
    ...(layers !== undefined && { layers: parseLayers(layers, `${path}.layers`) }),
    ...(rule !== undefined && { rule: parseRule(rule, `${path}.rule`) }),
  });
}

/**
 * A metric rule from its spec.
 *
 * @throws LehrError as {@link parsePlan}.
 * @example
 * import { parseRule, plateau } from "lehr";
 * parseRule(plateau({ patience: 3 }).spec).spec.patience; // => 3
 */
export function parseRule(spec: unknown, path = "rule"): MetricRule {
  const { type, ...options } = data(spec, path);
  if (typeof type !== "string" || !Object.hasOwn(rules, type)) {
    throw new LehrError(
      "UNKNOWN_TYPE",
      `${path}.type: unknown rule ${JSON.stringify(type)}${suggestion(String(type), Object.keys(rules))}`,
    );
  }
  const rule = rules[type]!;
  return rule.make(keys(options, path, rule.options) as never);
}

function parseGroups(spec: unknown, path: string): Record<string, Schedule | GroupPlan> {
  return Object.fromEntries(
    Object.entries(data(spec, path)).map(([name, group]) => {
      const where = `${path}.${name}`;
      const { lr, fields, ...rest } = keys(data(group, where), where, [
        "lr",
        "factor",
        "freezeUntil",
        "later",
        "fields",
      ]);
      return [
        name,
        {
          ...rest,
          ...(lr !== undefined && { lr: parse(lr, `${where}.lr`) }),
          ...(fields !== undefined && { fields: parseFields(fields, `${where}.fields`) }),
        },
      ];
    }),
  );
}

function parseFields(spec: unknown, path: string): Fields {
  return Object.fromEntries(
    Object.entries(data(spec, path)).map(([name, does]) => {
      const where = `${path}.${name}`;
      if (!isData(does) || !("follow" in does || "mirror" in does)) return [name, parse(does, where)];
      return [
        name,
        keys(does, where, ["follow", "mirror", "min", "max", "low", "high"]) as unknown as Coupling,
      ];
    }),
  ) as Fields;
}

function parseLayers(spec: unknown, path: string): Layers {
  const { factor, order } = keys(data(spec, path), path, ["factor", "order"]);
  if (!Array.isArray(order) || !order.every((name) => typeof name === "string")) {
    throw new LehrError("BAD_SPEC", `${path}.order: must be a list of names, got ${JSON.stringify(order)}`);
  }
  return { factor: factor as number, order };
}

function keys(given: Data, path: string, known: readonly string[]): Data {
  for (const key of Object.keys(given)) {
    if (!known.includes(key))
      throw new LehrError("UNKNOWN_KEY", `${path}.${key}: unknown key${suggestion(key, known)}`);
  }
  return given;
}

function data(given: unknown, path: string): Data {
  if (isData(given)) return given;
  throw new LehrError("BAD_SPEC", `${path}: must be an object, got ${JSON.stringify(given)}`);
}

function isData(given: unknown): given is Data {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LehrError("BAD_SPEC", `${path}: is not JSON: ${(cause as Error).message}`, { cause });
  }
}
