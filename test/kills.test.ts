import { describe, expect, it } from "vitest";
import { survive } from "./support/kills.js";

/** `npm run kills` sets it to 50. */
const KILLS = Number(process.env["KILLS"] ?? 3);

describe("a run killed with SIGKILL at random instants", () => {
  it(
    "ends with the same bytes in its weights, rates and losses as one never interrupted",
    async () => {
      const { survived, uninterrupted } = await survive(KILLS, KILLS > 3 ? console.log : undefined);
      expect(survived.history.length).toBe(1500 + 8);
      expect(survived).toEqual(uninterrupted);
    },
    KILLS * 20_000,
  );
});
