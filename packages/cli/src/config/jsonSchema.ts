import { z } from "zod";
import { configSchema } from "./schema.js";
import { schedule } from "./schema/schedule.js";
import { scheduleJsonSchema } from "./schema/scheduleJson.js";

/** The JSON Schema of a run config, for editors: `config.schema.json` in this package. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...config } = z.toJSONSchema(configSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === schedule) jsonSchema.$ref = "#/$defs/schedule";
      // That a number is exact in JavaScript is nothing to tell an editor.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { $schema, ...config, $defs: { schedule: scheduleJsonSchema } };
}
