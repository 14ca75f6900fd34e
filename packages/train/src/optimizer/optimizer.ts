import { jit, numpy as np } from "@jax-js/jax";
import { LehrError, type Optimizer as ScheduledOptimizer } from "lehr";
import { call } from "../engine/call.js";
import { valuesOf } from "../nn/forward.js";
import type { Parameter } from "../nn/parameter.js";
import { Formula } from "./formula.js";
import {
  buildGroup,
  checkOptions,
  checkOption,
  listGroups,
  type BuiltGroup,
  type GroupOptions,
  type Parameters,
} from "./groups.js";
import { positive } from "./rules.js";
import { SlotStore, toSlots } from "./slots.js";
import { readState, writeState, type Memory, type SavedOptimizer } from "./state.js";
import type { NextUpdate, Snapshot } from "./update.js";

export type { OptimizerState, SavedOptimizer } from "./state.js";

/** An option of every optimizer, for all its groups together. */
export interface ClipOption {
  /** Scales all gradients down together when their common 2-norm is above this. Default: no clipping. */
  readonly clipNorm?: number;
}

/** The only option that every optimizer has under the same name and meaning. */
interface RateOption {
  readonly lr?: number;
}

/**
 * The frame of all optimizers: groups, state and the compiled step; the subclass is the formula. Its numbers
 * are all arguments of one compiled function, so a changing rate never recompiles.
 */
export abstract class Optimizer<
  Options extends RateOption = RateOption,
  Scalar extends string = string,
  Slot extends string = string,
  Switch extends string = string,
>
  extends Formula<Options, Scalar, Slot, Switch>
  implements ScheduledOptimizer
{
  /** The groups, whose options may be written between updates. `addParamGroup` adds one. */
  readonly paramGroups: readonly BuiltGroup<Options>[] = [];
  readonly clipNorm: number | undefined;
  /** How many updates have been made. */
  updates = 0;
  readonly #common: Partial<Options>;
  #memory = new Map<BuiltGroup<Options>, Memory>();
  readonly #store = new SlotStore();
  /** What each parameter was called when it came: its state stays under that name. */
  readonly #names = new Map<Parameter, string>();
  readonly #compiled = new Map<string, ReturnType<typeof this.compile>>();

  /**
   * Takes a model's parameters, or groups of them: `[{ params, lr, name }, …]`. What a group leaves out comes
   * from `options`, and what those leave out is PyTorch's default.
   *
   * @throws LehrError BAD_VALUE or UNKNOWN_KEY for an option that the optimizer cannot use.
   */
  constructor(parameters: Parameters<Options>, options?: Options & ClipOption) {
    super();
    const { clipNorm, ...common } = options ?? ({} as Options & ClipOption);
    const { name } = this.recipe();
    if (clipNorm !== undefined) checkOption(name, "clipNorm", clipNorm, positive);
    this.clipNorm = clipNorm;
    this.#common = common as unknown as Partial<Options>;
    checkOptions(name, this.recipe(), common);
    for (const group of listGroups(name, parameters)) this.addParamGroup(group);
  }

  /** All parameters, group by group. */
  get parameters(): Parameter[] {
    return this.paramGroups.flatMap((group) => group.params);
  }

  /**
   * Adds parameters to a running optimizer, such as layers that were frozen before. The group's own first
   * update comes next, whatever the others have behind them.
   *
   * @throws LehrError BAD_VALUE or UNKNOWN_KEY as the constructor does.
   */
  addParamGroup(group: GroupOptions<Options>): void {
    const where = this.#where(this.paramGroups.length, group);
    const built = buildGroup(where, this.recipe(), this.#common, group, new Set(this.parameters));
    (this.paramGroups as BuiltGroup<Options>[]).push(built);
    this.#memory.set(built, { updates: 0 });
    for (const parameter of built.params) this.#names.set(parameter, parameter.name);
  }

  /** Forgets the gradients that `backward()` has added up. */
  zeroGrad(): void {
    for (const parameter of this.parameters) {
      parameter.gradient?.dispose();
      parameter.gradient = undefined;
    }
  }

  /**
   * One update from the gradients that are there, at the groups' present rates.
   *
   * @throws LehrError BAD_STATE without gradients, BAD_VALUE when an option has become unusable; nothing has
   * changed then.
   */
  step(): void {
    const parameters = this.parameters;
    for (const { name, gradient } of parameters) {
      if (gradient) continue;
      throw new LehrError("BAD_STATE", `step: "${name}" has no gradient; call loss.backward() before`);
    }
    const next = this.nextUpdate();
    const traits = this.traitsOfAll();
    let compiled = this.#compiled.get(traits);
    if (!compiled) this.#compiled.set(traits, (compiled = this.compile()));
    const gradients = parameters.map(({ gradient }) => gradient!.ref);
    next.commit(...call(compiled, valuesOf(parameters), gradients, ...next.take()));
  }

  /** The whole state as plain data, options included. `clipNorm` belongs to the constructor alone. */
  stateDict(): Promise<SavedOptimizer> {
    return writeState(this.recipe(), this.paramGroups, this.#names, this.updates, this.#memory, this.#store);
  }

  /**
   * Puts a saved state back, options included, so that the next update is the one that would have come.
   * Everything is checked first; when anything does not fit, nothing has changed.
   *
   * @throws LehrError BAD_STATE when the state is another optimizer's, or of other parameters.
   */
  loadStateDict(state: SavedOptimizer): void {
    this.prepareState(state)();
  }

  /** @internal Checks a saved state as {@link loadStateDict} does; what it gives puts the state in place. */
  prepareState(state: SavedOptimizer): () => void {
    const saved = readState(this.recipe(), this.paramGroups, this.#names, state);
    return () => {
      this.updates = saved.updates;
      saved.groups.forEach(({ options, memory, slots }, index) => {
        const group = this.paramGroups[index]!;
        Object.assign(group, options);
        this.#memory.set(group, memory);
        group.params.forEach((parameter, p) => this.#store.replace(parameter, toSlots(slots[p]!)));
      });
    };
  }

  /** @internal Holds on to the parameters and to the state (not the options) as they are now. */
  snapshot(): Snapshot {
    const { updates } = this;
    const memory = new Map(this.#memory);
    const held = this.parameters.map((parameter) => ({
      parameter,
      value: parameter.value.ref,
      slots: this.#store.refs(parameter),
    }));
    return {
      restore: () => {
        if (held.length === 0) return;
        this.updates = updates;
        // A group that was added since stays, with nothing behind it.
        this.#memory = new Map(this.paramGroups.map((group) => [group, memory.get(group) ?? { updates: 0 }]));
        for (const { parameter, value, slots } of held.splice(0)) {
          parameter.replace(value);
          this.#store.replace(parameter, slots);
        }
      },
      release: () => {
        for (const { value, slots } of held.splice(0)) {
          value.dispose();
          for (const slot of Object.values(slots)) slot.dispose();
        }
      },
    };
  }

  /** @internal The next update; it counts only when it is committed. */
  nextUpdate(): NextUpdate {
    const numbers: number[] = [];
    const memory = new Map<BuiltGroup<Options>, Memory>();
    this.paramGroups.forEach((group, index) => {
      const last = this.#memory.get(group);
      if (!last) {
        const where = this.#where(index, group);
        throw new LehrError("BAD_STATE", `${where}: was put into paramGroups by hand; use addParamGroup()`);
      }
      const next = this.advance(group, last);
      const scalars = Object.values<number>(this.scalars(group, next));
      if (!scalars.every(Number.isFinite)) {
        const where = this.#where(index, group);
        buildGroup(where, this.recipe(), {}, group as GroupOptions<Options>, new Set());
        throw new LehrError("BAD_VALUE", `${where}: update ${next.updates} is not finite`);
      }
      numbers.push(...scalars);
      memory.set(group, next);
    });
    if (this.clipNorm !== undefined) numbers.push(this.clipNorm);
    return {
      take: () => [this.#takeSlots(), np.array(Float32Array.from(numbers))],
      commit: (values, slots) => {
        this.parameters.forEach((parameter, index) => parameter.replace(values[index]!));
        this.#putSlots(slots);
        this.#memory = memory;
        this.updates++;
      },
    };
  }

  #takeSlots(): np.Array[][] {
    return this.paramGroups.flatMap((group) => {
      const names = this.slotsOf(group);
      const start = (name: string): number => this.slotStart(group, name as Slot);
      return group.params.map((parameter) => this.#store.take(parameter, names, start));
    });
  }

  #putSlots(slots: np.Array[][]): void {
    let index = 0;
    for (const group of this.paramGroups) {
      const names = this.slotsOf(group);
      for (const parameter of group.params) {
        const after = slots[index++]!;
        this.#store.put(parameter, Object.fromEntries(names.map((name, s) => [name, after[s]!])));
      }
    }
  }

  protected compile() {
    return jit(
      (
        values: np.Array[],
        gradients: np.Array[],
        slots: np.Array[][],
        scalars: np.Array,
      ): [np.Array[], np.Array[][]] => this.update(values, gradients, slots, scalars),
    );
  }

  #where(index: number, group: { readonly name?: string }): string {
    return `${this.recipe().name}: group ${group.name ?? index}`;
  }
}
