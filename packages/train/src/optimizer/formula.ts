import type { numpy as np } from "@jax-js/jax";
import { clipByGlobalNorm } from "./clip.js";
import type { BuiltGroup, Recipe } from "./groups.js";
import type { Memory } from "./state.js";

/** One parameter's traced update, with the arrays kept for it by name. Owned by who receives it. */
export interface Update<Slot extends string> {
  readonly parameter: np.Array;
  readonly slots: Readonly<Partial<Record<Slot, np.Array>>>;
}

/** What a formula may branch on. */
export type Switches<Switch extends string> = Readonly<Record<Switch, boolean>>;

/**
 * What a subclass says about an optimizer, and the traced update of all its parameters that follows from it.
 * For a group: which branches its formula takes (`switches`), which arrays it keeps per parameter (`slots`),
 * which numbers an update needs (`scalars`, computed in double precision at every update) and the traced
 * formula (`rule`). Slots and rule see the switches alone, so a compiled function can depend on nothing else.
 */
export abstract class Formula<Options, Scalar extends string, Slot extends string, Switch extends string> {
  abstract readonly paramGroups: readonly BuiltGroup<Options>[];
  abstract readonly clipNorm: number | undefined;

  /** The name and the options. */
  protected abstract recipe(): Recipe<Options>;
  /** What the formula branches on; a group whose switches change gets a new compiled function. */
  protected abstract switches(group: BuiltGroup<Options>): Switches<Switch>;
  /** The names of the arrays kept for each parameter of a group, each starting at `slotStart`. */
  protected abstract slots(switches: Switches<Switch>): readonly Slot[];
  /** The numbers that `rule` gets for the update that `memory` counts, always the same names for a group. */
  protected abstract scalars(group: BuiltGroup<Options>, memory: Memory): Record<Scalar, number>;
  /** One parameter's update. It owns the arrays it gets, and what `scalar` gives. */
  protected abstract rule(
    switches: Switches<Switch>,
    parameter: np.Array,
    gradient: np.Array,
    slots: Readonly<Record<Slot, np.Array>>,
    scalar: (name: Scalar) => np.Array,
  ): Update<Slot>;
  /** What a slot holds before the first update. */
  protected slotStart(_group: BuiltGroup<Options>, _slot: Slot): number {
    return 0;
  }
  /** The memory at a group's next update. */
  protected advance(_group: BuiltGroup<Options>, last: Memory): Memory {
    return { ...last, updates: last.updates + 1 };
  }

  /** @internal What a compiled update depends on besides its arguments. */
  traitsOfAll(): string {
    return this.paramGroups
      .map((group) => `${group.params.length}:${Object.values(this.switches(group)).map(Number).join("")}`)
      .join("|");
  }

  protected slotsOf(group: BuiltGroup<Options>): readonly Slot[] {
    return this.slots(this.switches(group));
  }

  /** @internal The traced update of all parameters. Owns its arguments. */
  update(
    values: np.Array[],
    gradients: np.Array[],
    slots: np.Array[][],
    scalars: np.Array,
  ): [np.Array[], np.Array[][]] {
    const clipped =
      this.clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, scalars.ref.slice(-1));
    const newValues: np.Array[] = [];
    const newSlots: np.Array[][] = [];
    let offset = 0;
    for (const group of this.paramGroups) {
      const start = offset;
      const switches = this.switches(group);
      const numbers = Object.keys(this.scalars(group, this.advance(group, { updates: 0 })));
      const scalar = (name: Scalar): np.Array => scalars.ref.slice(start + numbers.indexOf(name));
      const names = this.slots(switches);
      for (const _ of group.params) {
        const index = newValues.length;
        const held = Object.fromEntries(names.map((name, s) => [name, slots[index]![s]!]));
        const before = held as Record<Slot, np.Array>;
        const after = this.rule(switches, values[index]!, clipped[index]!, before, scalar);
        newValues.push(after.parameter);
        newSlots.push(names.map((name) => after.slots[name]!));
      }
      offset += numbers.length;
    }
    scalars.dispose();
    return [newValues, newSlots];
  }
}
