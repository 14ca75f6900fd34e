import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a loop may keep the process to itself. */
const TURN_MS = 20;

/** Lets signals and pipes have their turn now and then, in a loop that would not do so by itself. */
export function takingTurns(): () => Promise<void> {
  let turned = performance.now();
  return async () => {
    if (performance.now() - turned <= TURN_MS) return;
    await nextTurn();
    turned = performance.now();
  };
}
