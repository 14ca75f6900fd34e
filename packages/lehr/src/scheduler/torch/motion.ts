import { define, type Definition, type Schedule, type ScheduleSpec } from "../../schedule.js";
import { cosineAnnealingLR, type CosineAnnealingOptions } from "./cosineAnnealingLR.js";

/** How a PyTorch scheduler moves a rate that others may share. Composites are put together from these. */
export interface Motion {
  /**
   * The rate after the change that leads to `step`, from the `rate` that stands there; at step 0 the change
   * of building the scheduler.
   */
  readonly change: (step: number, base: number, rate: number) => number;
  /** How it begins after another in a SequentialLR, when it goes on from the rate that stands there. */
  readonly takeOver?: (base: number, rate: number) => number;
  /** The momentum (or betas[0]) of a step; undefined leaves it alone. */
  readonly momentum?: (step: number) => number | undefined;
}

const motions = /* @__PURE__ */ new WeakMap<Schedule, Motion>();

/** Gives a schedule another motion than the one that {@link motionOf} finds by itself. */
export function moving(schedule: Schedule, motion: Motion): Schedule {
  motions.set(schedule, motion);
  return schedule;
}

/** The motion of a schedule. Unless it has its own, it multiplies the rate by what it changes by itself. */
export function motionOf(schedule: Schedule): Motion {
  const own = motions.get(schedule);
  if (own) return own;
  // Found here and not given there, so that those who import CosineAnnealingLR alone do not pay for it.
  if (schedule.spec.type === "CosineAnnealingLR") return annealing(schedule.spec);
  return { change: (step, base, rate) => scaled(schedule, step, base, rate) };
}

/** Scales what is above etaMin; from the lowest point, where nothing is, it adds what it would by itself. */
function annealing(spec: ScheduleSpec): Motion {
  const { tMax, etaMin } = spec as ScheduleSpec & Required<CosineAnnealingOptions>;
  const above = cosineAnnealingLR({ tMax });
  return {
    change: (step, base, rate) => {
      if (step === 0) return rate;
      const before = above(step - 1);
      const now = above(step);
      return before === 0 ? rate + (base - etaMin) * now : etaMin + (rate - etaMin) * (now / before);
    },
  };
}

/** The motion of a schedule that overwrites whatever rate stands there. */
export function overwriting(schedule: Schedule, momentum?: Motion["momentum"]): Schedule {
  const change: Motion["change"] = (step, base) => schedule(step, base);
  return moving(schedule, momentum ? { change, momentum } : { change });
}

function scaled(schedule: Schedule, step: number, base: number, rate: number): number {
  const before = step === 0 ? base : schedule(step - 1, base);
  // No factor leads away from 0; PyTorch's recursions stay there too.
  return before === 0 ? rate : rate * (schedule(step, base) / before);
}

/** How many base rates a {@link recursive} schedule remembers its last step for. */
const REMEMBERED = 64;

/**
 * A schedule whose rate is known only from the step before: the change is applied from step 0 on. What was
 * reached is remembered, so stepping forward costs one change a step. Between two steps it is a straight
 * line.
 */
export function recursive(definition: Definition, motion: Motion): Schedule {
  const reached = new Map<number, { step: number; rate: number }>();
  const at = (step: number, base: number): number => {
    let last = reached.get(base);
    if (last === undefined || last.step > step) {
      if (reached.size >= REMEMBERED) reached.clear();
      last = { step: 0, rate: motion.change(0, base, base) };
      reached.set(base, last);
    }
    while (last.step < step) {
      last.step++;
      last.rate = motion.change(last.step, base, last.rate);
    }
    return last.rate;
  };
  const schedule = define({ ...definition, continues: true }, (step, base) => {
    const whole = Math.floor(step);
    const rate = at(whole, base);
    return whole === step ? rate : rate + (at(whole + 1, base) - rate) * (step - whole);
  });
  return moving(schedule, motion);
}
