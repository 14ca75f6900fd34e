/**
 * Runs every benchmark, or those that are named, and writes bench/results.json.
 *
 *     npm run bench                      all
 *     npm run bench -- trainingStep      one
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const all = [
  "schedulerStep",
  "scheduleCall",
  "millionValues",
  "bundleSize",
  "coldStart",
  "trainingStep",
  "memory",
];
const named = process.argv.slice(2);
const unknown = named.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; there are ${all.join(", ")}`);
  process.exit(2);
}

const file = new URL("results.json", import.meta.url);
const results = named.length > 0 && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
results.machine = { node: process.version, cpu: cpus()[0].model, cores: cpus().length };
for (const name of named.length > 0 ? named : all) {
  const { run } = await import(`./${name}.mjs`);
  results[name] = rounded(await run());
  console.log(name, JSON.stringify(results[name], null, 2));
}
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);

/** Three digits: more would be noise. */
function rounded(value) {
  if (typeof value === "number") return Number(value.toPrecision(3));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "atMost" || key === "atLeast" ? inner : rounded(inner),
    ]),
  );
}
