import { LehrError } from "../../error.js";
import { define, type Phase, type Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { childrenOf, composedPerGroup } from "./children.js";
import { GroupedScheduler } from "./groupedScheduler.js";
import { milestonesOf } from "./milestones.js";
import { motionOf, moving, recursive, type Motion } from "./motion.js";
import type { TorchOptions, TorchScheduler } from "./torchScheduler.js";

/** The schedules of a {@link sequentialLR} and the steps at which they change. */
export interface SequentialSchedules {
  readonly schedules: readonly Schedule[];
  /** The steps at which the next one begins, in order: one fewer than there are schedules. */
  readonly milestones: readonly number[];
}

/** {@link SequentialLR} as a schedule, of PyTorch's schedules or any others. */
export function sequentialLR({ schedules, milestones }: SequentialSchedules): Schedule {
  const where = "SequentialLR";
  if (schedules.length === 0) {
    throw new LehrError("BAD_VALUE", `${where}: schedulers must be a list of at least one scheduler`);
  }
  const starts = [0, ...milestonesOf(where, milestones)];
  if (starts.length !== schedules.length) {
    throw new LehrError(
      "BAD_VALUE",
      `${where}: milestones must be one fewer than the schedulers, got ${starts.length - 1} for ${schedules.length} schedulers`,
    );
  }
  const motions = schedules.map((schedule) => motionOf(schedule));
  const activeAt = (step: number): number => {
    let active = starts.length - 1;
    while (active > 0 && starts[active]! > step) active--;
    return active;
  };
  const motion: Motion = {
    change: (step, base, rate) => {
      const active = activeAt(step);
      const local = step - starts[active]!;
      if (step === 0) return motions[active]!.change(0, base, base);
      if (local > 0) return motions[active]!.change(local, base, rate);
      return motions[active]!.takeOver?.(base, rate) ?? schedules[active]!(0, base);
    },
    ...(motions.some(({ momentum }) => momentum) && {
      momentum: (step) => {
        const active = activeAt(step);
        return motions[active]!.momentum?.(step - starts[active]!);
      },
    }),
  };
  const definition = {
    spec: { type: where, schedulers: schedules.map(({ spec }) => spec), milestones: starts.slice(1) },
    steps: starts.at(-1)! + schedules.at(-1)!.steps,
    phases: schedules.flatMap(({ phases }, index) => within(phases, starts[index]!, starts[index + 1])),
    continues: true,
    absolute: schedules.some(({ absolute }) => absolute),
  };
  // Only a schedule that goes on from the rate it finds makes the steps depend on one another.
  if (motions.some(({ takeOver }, index) => takeOver && index > 0)) return recursive(definition, motion);
  const schedule = define(definition, (step, base) => {
    const active = activeAt(step);
    return schedules[active]!(step - starts[active]!, base);
  });
  return moving(schedule, motion);
}

/** Phases moved to where their schedule begins, as far as it goes. */
function within(phases: readonly Phase[], start: number, end = Infinity): Phase[] {
  return phases
    .map((phase) => ({ ...phase, start: start + phase.start }))
    .filter((phase) => phase.start < end)
    .map((phase) => ({ ...phase, steps: Math.min(phase.steps, end - phase.start) }));
}

/** PyTorch's `schedulers` and `milestones`. */
export interface SequentialLROptions {
  /** Schedulers on the same optimizer, in order; composites too. Step only the composite. */
  readonly schedulers: readonly TorchScheduler[];
  /** The steps at which the next one begins, in order: one fewer than there are schedulers. */
  readonly milestones: readonly number[];
}

/**
 * PyTorch's `SequentialLR`: each scheduler from its milestone on, counting its own steps from 0 and starting
 * from the base rate (`SWALR` and `MultiplicativeLR` go on from the rate that they find). Composites may
 * stand in it at any place and to any depth, and mean what they mean alone. A momentum is written while the
 * scheduler that cycles it is at work.
 *
 * @throws LehrError BAD_VALUE without schedulers, for one that needs a metric or belongs to another
 * optimizer, milestones that are not whole numbers in order or not one fewer than the schedulers, or a bad
 * optimizer.
 * @example
 * import { CosineAnnealingLR, LinearLR, SequentialLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.4 }] };
 * const warmup = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 2 });
 * const decay = new CosineAnnealingLR(optimizer, { tMax: 8 });
 * const scheduler = new SequentialLR(optimizer, { schedulers: [warmup, decay], milestones: [2] });
 * scheduler.getLastLR(); // => [0.2]
 * scheduler.schedule(10, 0.4); // => 0
 */
export class SequentialLR extends GroupedScheduler {
  constructor(optimizer: Optimizer, options: SequentialLROptions & TorchOptions) {
    const { milestones } = options;
    const children = childrenOf("SequentialLR", optimizer, options.schedulers);
    const compose = (schedules: readonly Schedule[]): Schedule => sequentialLR({ schedules, milestones });
    super(optimizer, composedPerGroup(optimizer, children, compose), options);
  }
}
