import { LehrError } from "../error.js";
import { presets } from "../recipes/presets.js";
import type { RunLength } from "../runLength.js";
import type { Schedule } from "../schedule.js";
import { bind } from "./bind.js";
import { nearest } from "./nearest.js";
import { parse } from "./parse.js";

/**
 * A published recipe by its name, one of {@link presets}. Its levels are multiples of the recipe's peak,
 * so its base rate is `peak`, or one's own. With `run` its lengths are bound to that run; without, it waits
 * for `bind`.
 *
 * @throws LehrError BAD_VALUE for an unknown name, or a unit that the run does not have.
 * @example
 * import { preset } from "lehr";
 * const schedule = preset("smollm3", { totalSteps: 100_000 });
 * schedule.phases.map(({ name, start }) => `${name} ${start}`); // => ["warmup 0", "hold 2000", "cooldown 90000"]
 * schedule(50_000, 2e-4); // => 0.0002
 */
export function preset(name: string, run?: RunLength): Schedule {
  const found = presets.find((one) => one.name === name);
  if (!found) {
    const names = presets.map((one) => one.name);
    const meant = nearest(String(name), names);
    throw new LehrError(
      "BAD_VALUE",
      `preset: unknown name ${JSON.stringify(name)}${meant ? `, did you mean "${meant}"?` : `; known: ${names.join(", ")}`}`,
    );
  }
  const schedule = parse(found.spec, name);
  return run === undefined ? schedule : bind(schedule, run);
}
