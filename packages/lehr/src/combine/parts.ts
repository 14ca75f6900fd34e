import { LehrError } from "../error.js";
import type { Definition, Schedule } from "../schedule.js";

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

/**
 * Where schedules run side by side, the last to end ends them all, and the phases are those of the one that
 * has most. As long as one goes on, they do.
 */
export function beside(parts: readonly Schedule[]): Omit<Definition, "spec"> {
  return {
    steps: Math.max(...parts.map(({ steps }) => steps)),
    phases: parts.reduce((most, one) => (one.phases.length > most.phases.length ? one : most)).phases,
    continues: parts.some(({ continues }) => continues),
    absolute: parts.some(({ absolute }) => absolute),
  };
}
