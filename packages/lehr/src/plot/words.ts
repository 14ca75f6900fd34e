/** A word, and the column it should start at. */
export type Word = readonly [column: number, word: string];

/**
 * Puts words on one line at their columns. A word that would touch the one before moves up to `slack`
 * columns to the right, and is left out when that is not enough.
 */
export function onOneLine(words: readonly Word[], columns: number, slack = 0): string {
  let line = "";
  for (const [column, word] of words) {
    const wanted = Math.max(0, Math.min(column, columns - word.length));
    const start = line === "" ? wanted : Math.max(wanted, line.length + 1);
    if (start - wanted <= slack && start + word.length <= columns) line = line.padEnd(start) + word;
  }
  return line;
}
