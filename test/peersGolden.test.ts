import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { translate, type PeerCase } from "./support/peers.js";

const golden = JSON.parse(readFileSync(new URL("golden/peers.json", import.meta.url), "utf8")) as {
  cases: PeerCase[];
};

describe("what other frameworks call a schedule can be said, with their numbers", () => {
  it.each(golden.cases.map((one) => [`${one.framework} ${one.name} (${one.id})`, one] as const))(
    "%s",
    (_, one) => {
      const schedule = translate(one, Math.max(...one.steps));
      const fragile = new Set(one.fragile?.map(({ step }) => step));
      const highest = Math.max(...one.lrs);
      one.steps.forEach((step, index) => {
        if (fragile.has(step)) return;
        const want = one.lrs[index]!;
        expect(
          Math.abs(schedule(step) - want),
          `step ${step}: ${schedule(step)}, not ${want}`,
        ).toBeLessThanOrEqual(1e-12 * want + 1e-15 * highest);
      });
    },
  );
});
