/** Fewer than this are no room for anything. */
const FEWEST = 20;

/** How wide a terminal is: some say 0 until someone sizes them, and what is no terminal says nothing. */
export function columnsOf({ columns }: { readonly columns?: number }): number {
  return Math.max(FEWEST, columns || 80);
}
