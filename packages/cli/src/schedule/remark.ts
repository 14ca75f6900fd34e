import { styleFor } from "../words/style.js";

/** Says on stderr what there is to say about the data on stdout. */
export function remark(lines: readonly string[], { color }: { readonly color: boolean }): void {
  const style = styleFor({ color, isTTY: process.stderr.isTTY });
  for (const line of lines) process.stderr.write(`${style.warning(line)}\n`);
}
