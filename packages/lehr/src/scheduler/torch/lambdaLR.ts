import { known } from "../../check.js";
import { LehrError } from "../../error.js";
import { define, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { GroupedScheduler } from "./groupedScheduler.js";
import { overwriting } from "./motion.js";
import { FUNCTION, perGroup, type Listed } from "./perGroup.js";
import type { TorchOptions } from "./torchScheduler.js";

/** PyTorch's `lr_lambda`. */
export interface LambdaLROptions {
  /** The factor of an epoch: a pure function of it. A list in {@link LambdaLR} has one for each group. */
  readonly lrLambda: (epoch: number) => number;
}

/** {@link LambdaLR} as a schedule. Its spec says that a function is in it, and no spec can hold one. */
export function lambdaLR(options: LambdaLROptions): Schedule {
  const { lrLambda } = known("LambdaLR", options, "lrLambda, lastEpoch");
  needLambda("LambdaLR", lrLambda);
  const schedule = define(
    {
      spec: { type: "LambdaLR", lrLambda: FUNCTION },
      steps: Infinity,
      phases: [{ name: "hold", start: 0, steps: Infinity }],
    },
    (step, base) => base * lrLambda(step),
  );
  return overwriting(schedule);
}

/** @throws LehrError BAD_VALUE unless it is a function that gives a finite number for epoch 0. */
export function needLambda(where: string, lrLambda: unknown): void {
  if (typeof lrLambda !== "function") {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: lrLambda must be a function of the epoch, got ${JSON.stringify(lrLambda)}; no file can hold one, so build it in code`,
    );
  }
  const first: unknown = lrLambda(0);
  if (!Number.isFinite(first)) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: lrLambda must give a finite number, got ${String(first)} for epoch 0`,
    );
  }
}

/**
 * PyTorch's `LambdaLR`: base·lrLambda(epoch), for ever. `lrLambda` is one function or one for each group.
 *
 * A function is no data: the state says only that there is one, so a state that was saved under another
 * function loads too. A schedule of Lehr's own (`define`, `sequence`, …) says what it is.
 *
 * @throws LehrError BAD_VALUE for something that is no function, a list that is not as long as there are
 * groups, a function that gives no number for epoch 0, or a bad optimizer.
 * @example
 * import { LambdaLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.4 }] };
 * const scheduler = new LambdaLR(optimizer, { lrLambda: (epoch) => 1 / (1 + epoch) });
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.2]
 */
export class LambdaLR extends GroupedScheduler {
  constructor(optimizer: Optimizer, options: Listed<LambdaLROptions, "lrLambda"> & TorchOptions) {
    super(optimizer, perGroup("LambdaLR", optimizer, options, ["lrLambda"], lambdaLR), options);
  }
}
