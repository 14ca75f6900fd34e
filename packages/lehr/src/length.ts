/** What a length with a unit is counted in: updates, epochs, percent of the run, tokens, samples. */
export type Unit = "st" | "ep" | "%" | "tok" | "sam";

/**
 * How long something takes: a whole number of updates, or a text with its unit: `"500st"` updates, `"10ep"`
 * epochs, `"5%"` of the run, `"2e9tok"` tokens, `"5e6sam"` samples; sums and differences of them too,
 * `"100% - 500st"`. A length with a unit is bound by `bind`, when the length of the run is known.
 */
export type Length = number | `${number}${Unit}` | `${number}${Unit} ${"+" | "-"} ${string}`;

/** One summand of a length. */
export interface Term {
  readonly amount: number;
  readonly unit: Unit;
}

const TERM = /^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*(st|ep|%|tok|sam)\s*$/i;

/** The summands of a length that is written with units; undefined when it is no such text. */
export function termsOf(text: string): readonly Term[] | undefined {
  // An exponent's sign is not a sum's: "2e-3%" is one term.
  const pieces = text.split(/(?<!\de)([+-])/i);
  const terms: Term[] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    const [, digits, exponent = "", unit] = TERM.exec(pieces[index]!) ?? [];
    const amount = Number(`${digits}${exponent}`);
    if (unit === undefined || !Number.isFinite(amount)) return undefined;
    terms.push({ amount: pieces[index - 1] === "-" ? -amount : amount, unit: unit.toLowerCase() as Unit });
  }
  return terms;
}

/** `whole` less the others: a number when all are numbers, the difference as a text otherwise. */
export function less(whole: Length, ...others: readonly Length[]): Length {
  if ([whole, ...others].every((length) => typeof length === "number")) {
    return (others as number[]).reduce((left, length) => left - length, whole as number);
  }
  const terms = others.flatMap((length) =>
    written(length).map(({ amount, unit }) => ({ amount: -amount, unit })),
  );
  return texted([...written(whole), ...terms]);
}

/** A part of a length, such as 0.3 of it. */
export function partOf(length: Length, part: number): Length {
  if (typeof length === "number") return Math.max(1, Math.round(length * part));
  return texted(written(length).map(({ amount, unit }) => ({ amount: amount * part, unit })));
}

function written(length: Length): readonly Term[] {
  return typeof length === "number" ? [{ amount: length, unit: "st" }] : termsOf(length)!;
}

/** Terms of one unit are put together, so that "100% - 10%" reads "90%". */
function texted(terms: readonly Term[]): Length {
  const sums = new Map<Unit, number>();
  for (const { amount, unit } of terms) sums.set(unit, (sums.get(unit) ?? 0) + amount);
  // Twelve digits say all that was written; 100 × 0.3 should not read 30.000000000000004.
  const parts = [...sums]
    .filter(([, amount]) => amount !== 0)
    .sort(([, a], [, b]) => Math.sign(b) - Math.sign(a))
    .map(([unit, amount]) => [amount < 0 ? "-" : "+", `${Number(Math.abs(amount).toPrecision(12))}${unit}`]);
  const text = parts.map(([sign, term], index) => (index === 0 ? term : `${sign} ${term}`)).join(" ");
  return text as Length;
}
