import { bind, LehrError, type RunLength } from "lehr";
import { pathed } from "../config/configError.js";
import type { Config } from "../config/schema.js";
import { grouped } from "../words/format.js";
import { build, type Built } from "./build.js";
import type { Given } from "./given.js";

/** For what run a schedule on its own is to be looked at. */
export interface View {
  /** How many updates; without it, as many as the schedule has. */
  readonly steps?: number;
  readonly base?: number;
  readonly stepsPerEpoch?: number;
  readonly tokensPerStep?: number;
  readonly samplesPerStep?: number;
}

/** A schedule, or a plan, for a run of which the length is known or assumed. */
export interface Bound extends Built {
  readonly name?: string;
  /** The base rate, where one was given or comes with it. */
  readonly base?: number;
  /** The length of the run as far as it was given: what a finding may rest on. */
  readonly run: RunLength;
  /** Whether somebody said how long the run is. */
  readonly lengthGiven: boolean;
  /** How many updates there are to show: those of the run, or from the beginning to the very end. */
  readonly count: number;
  /** What was assumed, and the option that says otherwise. */
  readonly assumptions: readonly string[];
}

/** How long a run is assumed to be: one to try out, and one as they are published. */
const [STEPS, PUBLISHED_STEPS] = [1000, 100_000];

/** What is assumed of a run whose schedule counts in other units, and how to say what it is. */
const UNITS = [
  { key: "stepsPerEpoch", written: /\d\s*ep\b/i, size: 100, said: "epochs of 100 updates" },
  { key: "tokensPerStep", written: /\d\s*tok\b/i, size: 4e6, said: "updates of 4,000,000 tokens" },
  { key: "samplesPerStep", written: /\d\s*sam\b/i, size: 256, said: "updates of 256 samples" },
] as const;

/**
 * What was given, for a run: that of its config, or that of the command line.
 *
 * @throws LehrError for a value that is wrong, with the place where it was written; BAD_CONFIG for a length
 * or a base rate beside a config, which has its own.
 */
export async function bound(given: Given, view: View): Promise<Bound> {
  try {
    return given.config ? await ofConfig(given, given.config, view) : onItsOwn(given, view);
  } catch (error) {
    throw given.located(error);
  }
}

async function ofConfig(given: Given, config: Config, view: View): Promise<Bound> {
  for (const key of ["steps", "base", ...UNITS.map(({ key }) => key)] as const) {
    if (view[key] === undefined) continue;
    throw new LehrError(
      "BAD_CONFIG",
      `${option(key)}: is for a schedule on its own; the config ${given.name} says it itself`,
    );
  }
  const run = await lengthOf(config);
  const built = build(pathed(() => bind(given.spec, run)));
  return { ...named(given), ...built, run, lengthGiven: true, count: run.totalSteps, assumptions: [] };
}

function onItsOwn(given: Given, { steps, base, ...units }: View): Bound {
  const text = JSON.stringify(given.spec);
  const usual = given.published ? PUBLISHED_STEPS : STEPS;
  const assumed = UNITS.filter(({ key, written }) => units[key] === undefined && written.test(text));
  const sizes = Object.fromEntries(assumed.map(({ key, size }) => [key, size]));
  const length = { ...units, ...sizes, totalSteps: steps ?? usual };
  const built = build(pathed(() => bind(given.spec, length)));
  const { steps: natural } = built.schedule;
  const lengthAssumed = steps === undefined && (natural === Infinity || /\d\s*%/.test(text));
  return {
    ...named(given, base),
    ...built,
    run: { ...units, totalSteps: steps ?? (natural === Infinity ? usual : Math.ceil(natural)) },
    lengthGiven: steps !== undefined,
    count: steps ?? (natural === Infinity ? usual : Math.ceil(natural) + 1),
    assumptions: [
      ...(lengthAssumed ? [`for a run of ${grouped(usual)} updates; --steps takes another number`] : []),
      ...assumed.map(({ key, said }) => `for ${said}; ${option(key)} takes another number`),
    ],
  };
}

function named({ name, base: comes }: Given, base = comes): Pick<Bound, "name" | "base"> {
  return { ...(name !== undefined && { name }), ...(base !== undefined && { base }) };
}

/** `stepsPerEpoch` as it is typed: `--steps-per-epoch`. */
function option(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Epochs, tokens and samples can only be counted in the data; everything else is in the config. */
async function lengthOf(config: Config): Promise<RunLength> {
  const { totalSteps } = config.train;
  const text = JSON.stringify(config.schedule);
  if (totalSteps !== undefined && !UNITS.some(({ written }) => written.test(text))) return { totalSteps };
  const [{ openData }, { runLength }] = await Promise.all([
    import("../job/data.js"),
    import("../job/length.js"),
  ]);
  return runLength(config, await openData(config));
}
