/** A place in a drawing, both numbers between 0 and 1, from the lower left corner. */
export type Point = readonly [x: number, y: number];

/**
 * Thins a line to what `columns` columns can show: of the points that fall into one column, the first, the
 * lowest, the highest and the last stay. The picture is the same; nothing that sticks out is lost.
 */
export function decimate(line: readonly Point[], columns: number): readonly Point[] {
  if (line.length <= 4 * columns) return line;
  const kept: Point[] = [];
  let first = 0;
  while (first < line.length) {
    const column = Math.floor(line[first]![0] * columns);
    let [last, lowest, highest] = [first, first, first];
    for (let i = first; i < line.length && Math.floor(line[i]![0] * columns) === column; i++) {
      if (line[i]![1] < line[lowest]![1]) lowest = i;
      if (line[i]![1] > line[highest]![1]) highest = i;
      last = i;
    }
    for (const index of new Set([first, Math.min(lowest, highest), Math.max(lowest, highest), last])) {
      kept.push(line[index]!);
    }
    first = last + 1;
  }
  return kept;
}
