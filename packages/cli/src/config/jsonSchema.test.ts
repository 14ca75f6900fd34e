import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse as parseYaml } from "yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { specTypes } from "../../../lehr/src/spec/registry.js";
import { configJsonSchema } from "./jsonSchema.js";
import { scheduleTypes } from "./schema/scheduleJson.js";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

describe("the JSON Schema for editors", () => {
  it("is the one in the package; `npm run schema -w @lehr/cli` writes it", () => {
    expect(JSON.parse(read("../../config.schema.json"))).toEqual(configJsonSchema());
  });

  it("knows every schedule and every option that the library knows", () => {
    const told = Object.entries(scheduleTypes).map(([type, { options }]) => [
      type,
      Object.keys(options).sort(),
    ]);
    const known = Object.entries(specTypes).map(([type, { options }]) => [type, [...options].sort()]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
  });

  const schema = z.fromJSONSchema(configJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const examples = ["declarations", "digits", "penguins", "spirals"];

  it.each(examples)("accepts examples/%s.yaml", (name) => {
    const result = schema.safeParse(parseYaml(read(`../../../../examples/${name}.yaml`)));
    expect(result.error).toBeUndefined();
  });

  it("refuses a misspelt key, in a schedule too", () => {
    const config = parseYaml(read("../../../../examples/spirals.yaml")) as Record<string, unknown>;
    expect(schema.safeParse({ ...config, sede: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...config, schedule: { cosine: { stpes: 5 } } }).success).toBe(false);
  });
});

describe("the job without a config", () => {
  it("is examples/declarations.yaml", () => {
    expect(parseYaml(read("../../declarations.yaml"))).toEqual(
      parseYaml(read("../../../../examples/declarations.yaml")),
    );
  });
});
