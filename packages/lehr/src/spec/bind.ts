import { LehrError } from "../error.js";

/** What lengths with a unit are counted against. */
export interface RunLength {
  /** The number of updates of the whole run. */
  readonly totalSteps: number;
  /** The number of updates of one epoch, for `"10ep"`. */
  readonly stepsPerEpoch?: number;
  /** The number of tokens that one update sees, for `"2e9tok"`. */
  readonly tokensPerStep?: number;
}

/** The options of a spec that are lengths. */
const LENGTHS = new Set(["steps", "tMax", "t0"]);

/**
 * Turns the lengths of a spec into updates: `500` and `"500st"` are updates, `"10ep"` epochs, `"5%"` of the
 * run, `"2e9tok"` tokens. The unit is always written: a fraction is never told from a count by its size.
 * Everything else stays as it is.
 *
 * @throws LehrError BAD_VALUE for a length without a known unit, or one whose unit this run does not have.
 * @example
 * import { bind } from "lehr";
 * bind({ type: "cosine", steps: "95%" }, { totalSteps: 200 }); // => { type: "cosine", steps: 190 }
 */
export function bind(spec: unknown, run: RunLength, path = "schedule"): unknown {
  if (Array.isArray(spec)) return spec.map((item, index) => bind(item, run, `${path}[${index}]`));
  if (typeof spec !== "object" || spec === null) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => {
      const where = `${path}.${key}`;
      const isLength = LENGTHS.has(key) && typeof value === "string";
      return [key, isLength ? stepsOf(value, run, where) : bind(value, run, where)];
    }),
  );
}

/**
 * One length in updates, rounded, at least 1.
 *
 * @throws LehrError BAD_VALUE as {@link bind}.
 */
export function stepsOf(length: string | number, run: RunLength, where = "steps"): number {
  if (typeof length === "number") return length;
  const [, digits, unit] = /^\s*([\d.]+(?:e\+?\d+)?)\s*(st|ep|%|tok)\s*$/i.exec(length) ?? [];
  const amount = Number(digits);
  if (unit === undefined || !Number.isFinite(amount)) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: must be updates (500 or "500st"), epochs ("10ep"), a part of the run ("5%") or tokens ("2e9tok"), got ${JSON.stringify(length)}`,
    );
  }
  return Math.max(1, Math.round(amount * stepsPer(unit.toLowerCase(), run, where)));
}

function stepsPer(unit: string, run: RunLength, where: string): number {
  if (unit === "st") return 1;
  if (unit === "%") return run.totalSteps / 100;
  const size = unit === "ep" ? run.stepsPerEpoch : run.tokensPerStep && 1 / run.tokensPerStep;
  if (size === undefined) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: this run has no ${unit === "ep" ? "epochs" : "tokens"} to count`,
    );
  }
  return size;
}
