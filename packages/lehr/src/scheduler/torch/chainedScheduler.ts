import { LehrError } from "../../error.js";
import type { Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { childrenOf, composedPerGroup } from "./children.js";
import { motionOf, recursive } from "./motion.js";
import { RecursiveScheduler } from "./recursiveScheduler.js";
import type { TorchScheduler } from "./torchScheduler.js";

/** {@link ChainedScheduler} from the base rate on, as a schedule, of PyTorch's schedules or any others. */
export function chainedScheduler({ schedules }: { readonly schedules: readonly Schedule[] }): Schedule {
  if (schedules.length === 0) {
    throw new LehrError("BAD_VALUE", "ChainedScheduler: schedulers must be a list of at least one scheduler");
  }
  const motions = schedules.map((schedule) => motionOf(schedule));
  const cycling = motions.filter(({ momentum }) => momentum);
  const longest = schedules.reduce((long, one) => (one.steps > long.steps ? one : long));
  return recursive(
    {
      spec: { type: "ChainedScheduler", schedulers: schedules.map(({ spec }) => spec) },
      steps: longest.steps,
      phases: longest.phases,
      absolute: schedules.some(({ absolute }) => absolute),
    },
    {
      change: (step, base, rate) => motions.reduce((now, { change }) => change(step, base, now), rate),
      ...(cycling.length > 0 && {
        momentum: (step) =>
          cycling.reduce<number | undefined>((now, { momentum }) => momentum!(step) ?? now, undefined),
      }),
    },
  );
}

/** PyTorch's `schedulers`. */
export interface ChainedSchedulerOptions {
  /** Schedulers on the same optimizer, in order; composites too. Step only the composite. */
  readonly schedulers: readonly TorchScheduler[];
}

/**
 * PyTorch's `ChainedScheduler`: at every step each scheduler's change is applied to the one rate, in order.
 * Those that multiply (`StepLR`, `LinearLR`, `ExponentialLR`, …) multiply it, `CosineAnnealingLR` scales
 * what is above `etaMin`, and those that know only absolute rates (`LambdaLR`, `CosineAnnealingWarmRestarts`,
 * `CyclicLR`, `OneCycleLR`) overwrite what came before them. For ever.
 *
 * The rate that stands in the group is its state: it is saved, and goes on from where someone else put it.
 *
 * @throws LehrError BAD_VALUE without schedulers, for one that needs a metric or belongs to another
 * optimizer, or a bad optimizer.
 * @example
 * import { ChainedScheduler, ConstantLR, ExponentialLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.4 }] };
 * const schedulers = [
 *   new ConstantLR(optimizer, { factor: 0.5, totalIters: 2 }),
 *   new ExponentialLR(optimizer, { gamma: 0.5 }),
 * ];
 * const scheduler = new ChainedScheduler(optimizer, { schedulers });
 * scheduler.getLastLR(); // => [0.2]
 * scheduler.step();
 * scheduler.getLastLR(); // => [0.1]
 */
export class ChainedScheduler extends RecursiveScheduler {
  constructor(optimizer: Optimizer, { schedulers }: ChainedSchedulerOptions) {
    const children = childrenOf("ChainedScheduler", optimizer, schedulers);
    const compose = (schedules: readonly Schedule[]): Schedule => chainedScheduler({ schedules });
    super(optimizer, composedPerGroup(optimizer, children, compose));
  }
}
