/** The middle of a list of numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted?.((a, b) => a - b) ?? [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the contestants in turn, A B C A B C …, so that a machine that speeds up or slows down does so for
 * all of them. Each contestant gives its time for one round.
 */
export async function interleave(contestants, rounds) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) times[name].push(await run());
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** Milliseconds that `run` takes. */
export async function milliseconds(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
