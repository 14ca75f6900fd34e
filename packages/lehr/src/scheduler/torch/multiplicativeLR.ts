import { known } from "../../check.js";
import type { Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { needLambda } from "./lambdaLR.js";
import { recursive } from "./motion.js";
import { FUNCTION, perGroup, type Listed } from "./perGroup.js";
import { RecursiveScheduler } from "./recursiveScheduler.js";
import type { TorchOptions } from "./torchScheduler.js";

/** PyTorch's `lr_lambda`. */
export interface MultiplicativeLROptions {
  /** What an epoch multiplies the rate by: a pure function. A list in {@link MultiplicativeLR} has one a group. */
  readonly lrLambda: (epoch: number) => number;
}

/** {@link MultiplicativeLR} from the base rate on, as a schedule. No spec can hold its function. */
export function multiplicativeLR(options: MultiplicativeLROptions): Schedule {
  const { lrLambda } = known("MultiplicativeLR", options, "lrLambda, lastEpoch");
  needLambda("MultiplicativeLR", lrLambda);
  return recursive(
    {
      spec: { type: "MultiplicativeLR", lrLambda: FUNCTION },
      steps: Infinity,
      phases: [{ name: "hold", start: 0, steps: Infinity }],
    },
    {
      change: (step, _, rate) => (step === 0 ? rate : rate * lrLambda(step)),
      takeOver: (_, rate) => rate * lrLambda(0),
    },
  );
}

/**
 * PyTorch's `MultiplicativeLR`: every step multiplies the rate that stands in the group by lrLambda(epoch),
 * from epoch 1 on and for ever. `lrLambda` is one function or one for each group. Inside a `SequentialLR` it
 * goes on from the rate that it finds, times lrLambda(0), as in PyTorch.
 *
 * @throws LehrError BAD_VALUE for something that is no function, a list that is not as long as there are
 * groups, a function that gives no number for epoch 0, or a bad optimizer.
 * @example
 * import { MultiplicativeLR } from "lehr";
 * const scheduler = new MultiplicativeLR({ paramGroups: [{ lr: 0.4 }] }, { lrLambda: () => 0.5 });
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.2]
 */
export class MultiplicativeLR extends RecursiveScheduler {
  constructor(optimizer: Optimizer, options: Listed<MultiplicativeLROptions, "lrLambda"> & TorchOptions) {
    super(
      optimizer,
      perGroup("MultiplicativeLR", optimizer, options, ["lrLambda"], multiplicativeLR),
      options,
    );
  }
}
