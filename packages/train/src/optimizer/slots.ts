import { numpy as np } from "@jax-js/jax";
import type { StoredTensor } from "../checkpoint/checkpoint.js";
import { toDevice } from "../engine/tensor.js";
import type { Parameter } from "../nn/parameter.js";

/** Arrays kept for one parameter, by name. */
export type Slots = Record<string, np.Array>;

/** Stored arrays on the device. The caller owns them. */
export function toSlots(stored: Readonly<Record<string, StoredTensor>>): Slots {
  return Object.fromEntries(
    Object.entries(stored).map(([name, { shape, data }]) => [name, toDevice(data, shape)]),
  );
}

/** The arrays that an optimizer keeps between updates, such as momenta. Owns them. */
export class SlotStore {
  readonly #slots = new Map<Parameter, Slots>();

  /** What is kept for a parameter; nothing before its first update. */
  of(parameter: Parameter): Readonly<Slots> {
    return this.#slots.get(parameter) ?? {};
  }

  /** References to these arrays of a parameter, which the caller owns. Those not there yet are made. */
  take(parameter: Parameter, names: readonly string[], start: (name: string) => number): np.Array[] {
    const held = { ...this.of(parameter) };
    this.#slots.set(parameter, held);
    return names.map((name) => {
      held[name] ??= np.full([...parameter.shape], start(name), { dtype: np.float32 });
      return held[name].ref;
    });
  }

  /** References to everything kept for a parameter, which the caller owns. */
  refs(parameter: Parameter): Slots {
    return Object.fromEntries(Object.entries(this.of(parameter)).map(([name, array]) => [name, array.ref]));
  }

  /** Takes ownership of arrays and lets go of those that they replace. */
  put(parameter: Parameter, slots: Readonly<Slots>): void {
    const old = this.of(parameter);
    for (const name of Object.keys(slots)) old[name]?.dispose();
    this.#slots.set(parameter, { ...old, ...slots });
  }

  /** Takes ownership of arrays and lets go of all that were there. */
  replace(parameter: Parameter, slots: Readonly<Slots>): void {
    for (const array of Object.values(this.of(parameter))) array.dispose();
    this.#slots.set(parameter, slots);
  }
}
