import { LehrError } from "../../error.js";
import type { Schedule } from "../../schedule.js";
import type { Optimizer } from "../optimizer.js";
import { GroupedScheduler } from "./groupedScheduler.js";
import { TorchScheduler } from "./torchScheduler.js";

/**
 * Checks what a composite is put together from.
 *
 * @throws LehrError BAD_VALUE without schedulers, or for one that is none, needs a metric or belongs to
 * another optimizer.
 */
export function childrenOf(
  where: string,
  optimizer: Optimizer,
  schedulers: unknown,
): readonly TorchScheduler[] {
  if (!Array.isArray(schedulers) || schedulers.length === 0) {
    throw new LehrError("BAD_VALUE", `${where}: schedulers must be a list of at least one scheduler`);
  }
  schedulers.forEach((scheduler: unknown, index) => {
    if (!(scheduler instanceof TorchScheduler)) {
      const name = (scheduler as object | null | undefined)?.constructor?.name ?? String(scheduler);
      throw new LehrError(
        "BAD_VALUE",
        `${where}: schedulers[${index}] must be a scheduler that steps without a metric, got ${name}`,
      );
    }
    if (scheduler.optimizer !== optimizer) {
      throw new LehrError("BAD_VALUE", `${where}: schedulers[${index}] was built on another optimizer`);
    }
  });
  return schedulers as TorchScheduler[];
}

/** One composite schedule a group, from those that each child has for it. */
export function composedPerGroup(
  optimizer: Optimizer,
  children: readonly TorchScheduler[],
  compose: (schedules: readonly Schedule[]) => Schedule,
): [Schedule, ...Schedule[]] {
  const compile = (index: number): Schedule => compose(children.map((child) => scheduleOf(child, index)));
  return [compile(0), ...optimizer.paramGroups.slice(1).map((_, index) => compile(index + 1))];
}

function scheduleOf(scheduler: TorchScheduler, index: number): Schedule {
  return scheduler instanceof GroupedScheduler ? scheduler.scheduleOf(index) : scheduler.schedule;
}
