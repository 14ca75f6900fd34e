import * as train from "@lehr/train";
import { LehrError } from "lehr";
import { describe, expect, it } from "vitest";
import { optimizers } from "../../job/optimizer.js";
import { optimizer as schema } from "./optimizer.js";

type Name = keyof (typeof schema)["shape"];

const names = Object.keys(schema.shape) as Name[];

/** The options as @lehr/train fills them in. */
function built(name: Name, options: Record<string, unknown> = {}): Record<string, unknown> {
  const { params: _, ...rest } = new optimizers[name](train.nn.linear(1, 1).parameters(), options)
    .paramGroups[0]!;
  return rest;
}

/** The options as the config's schema fills them in. */
function parsed(name: Name, options: Record<string, unknown> = {}): Record<string, unknown> {
  return schema.parse({ [name]: options })[name]!;
}

function accepts(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof LehrError || (error as Error).name === "ZodError") return false;
    throw error;
  }
}

describe("the optimizers of a config are those of @lehr/train", () => {
  it("with every one of them", () => {
    const classes = Object.entries(train)
      .filter(([, value]) => typeof value === "function" && /extends (Optimizer|Adam)\b/.test(String(value)))
      .map(([name]) => name);
    expect(names.toSorted()).toEqual(classes.toSorted());
  });

  it.each(names)("%s, with its options and their defaults", (name) => {
    expect(parsed(name)).toEqual(built(name));
  });

  it.each(names)("%s, with what each option may be", (name) => {
    const values = [-1, -0.1, 0, 0.5, 0.999, 1, 2, 1e9, true, false, "x", [0.9, 0.99], [0, 1], [0.9]];
    const differences = [...Object.keys(built(name)), "clipNorm", "unknown"].flatMap((option) =>
      values.flatMap((value) => {
        // Nesterov needs a momentum; that an option cannot be alone is not what is asked here.
        const options = { ...(option === "nesterov" && { momentum: 0.9 }), [option]: value };
        const [config, library] = [accepts(() => parsed(name, options)), accepts(() => built(name, options))];
        return config === library ? [] : [`${option}: ${JSON.stringify(value)}: ${config} / ${library}`];
      }),
    );
    expect(differences).toEqual([]);
  });
});
