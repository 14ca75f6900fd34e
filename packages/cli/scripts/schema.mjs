// Writes config.schema.json, for editors, from the schema that checks configs.
import { writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { configJsonSchema } from "../dist/config/jsonSchema.js";

const file = new URL("../config.schema.json", import.meta.url);
const options = await resolveConfig(file);
await writeFile(file, await format(JSON.stringify(configJsonSchema()), { ...options, parser: "json" }));
