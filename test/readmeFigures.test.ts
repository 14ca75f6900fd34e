/** The figures that the README quotes are those that `npm run bench` wrote to bench/results.json. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

it("the README quotes the figures that were measured", () => {
  const { schedulerStep, millionValues, bundleSize, trainingStep, coldStart, memory } = JSON.parse(
    read("bench/results.json"),
  );
  const { lehr, byHand, tensorflowWasm } = trainingStep.milliseconds;
  const readme = read("README.md").replaceAll(/\s+/g, " ");
  for (const figure of [
    `${schedulerStep.nanosecondsPerStep.oneGroup} ns, ${schedulerStep.bytesPerStep.oneGroup} bytes allocated`,
    `${millionValues.milliseconds} ms`,
    `${bundleSize.gzippedBytes.CosineAnnealingLR} bytes; the whole library ${bundleSize.gzippedBytes.root}`,
    `${lehr} ms; by hand on jax-js ${byHand} ms; TensorFlow.js wasm ${tensorflowWasm} ms`,
    `${coldStart.milliseconds.plot} ms`,
    `heap ${memory.heapGrowthMB} MB`,
  ]) {
    expect(readme).toContain(figure);
  }
});
