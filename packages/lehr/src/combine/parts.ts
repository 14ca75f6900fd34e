import { LehrError } from "../error.js";
import type { Phase, Schedule } from "../schedule.js";

const held = new WeakMap<Schedule, readonly Schedule[]>();

/**
 * The schedules that a combination is made of. Those of its own kind inside are opened up: they leave the
 * same value, so it does not matter how the parts are bracketed.
 */
export function partsOf(type: string, schedules: readonly Schedule[]): readonly Schedule[] {
  const parts = schedules.flatMap((schedule) =>
    schedule.spec.type === type ? (held.get(schedule) ?? [schedule]) : [schedule],
  );
  if (parts.length === 0) throw new LehrError("BAD_VALUE", `${type}: needs at least one schedule, got none`);
  return parts;
}

/** Remembers what a combination was made of, for {@link partsOf}. */
export function madeOf(schedule: Schedule, parts: readonly Schedule[]): Schedule {
  held.set(schedule, parts);
  return schedule;
}

/** Where schedules run side by side, the phases are those of the one that has most. */
export function phasesBeside(parts: readonly Schedule[]): readonly Phase[] {
  return parts.reduce<readonly Phase[]>(
    (most, { phases }) => (phases.length > most.length ? phases : most),
    [],
  );
}

/** Where schedules run side by side, the last to end ends them all. */
export function stepsBeside(parts: readonly Schedule[]): number {
  return Math.max(...parts.map(({ steps }) => steps));
}
