/**
 * The candidate that `word` is most likely a slip of, or undefined when none is close: at most one edit in
 * three letters (and one in a very short word), where an edit inserts, drops, changes or swaps letters.
 * Case does not count.
 *
 * @example
 * import { nearest } from "lehr";
 * nearest("stpes", ["peak", "steps"]); // => "steps"
 * nearest("colour", ["peak", "steps"]); // => undefined
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    // A word of which every letter changes is another word, however short.
    if (edits < fewest && edits < candidate.length) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** What an error says after an unknown word: the one that was meant, or all that there are. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? `; known: ${candidates.join(", ")}` : `, did you mean "${meant}"?`;
}

/** The optimal string alignment distance: like Levenshtein's, and a swap of neighbours is one edit. */
function distance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
