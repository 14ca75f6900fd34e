import { diff, LehrError } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import type { RunState } from "./options.js";

/** @throws LehrError BAD_STATE, with what differs, when a checkpoint's state is of another run than this one. */
export function refuseOtherRun(saved: Checkpoint["state"], mine: RunState): void {
  const { fingerprint, ...run } = (saved["run"] ?? {}) as Partial<RunState>;
  const { fingerprint: myFingerprint, ...myRun } = mine;
  const differences = diff(run, myRun);
  if (differences.length > 0) {
    throw new LehrError(
      "BAD_STATE",
      `the checkpoint belongs to another run (saved → mine):\n  ${differences.join("\n  ")}`,
    );
  }
  // Two hashes side by side would tell nobody anything.
  if (fingerprint !== myFingerprint) {
    throw new LehrError(
      "BAD_STATE",
      "the data are not those that the checkpoint was trained on: values, rows or their split have changed; " +
        "bring the old data back, or begin a new run",
    );
  }
}
