import { jit, numpy as np } from "@jax-js/jax";
import { LehrError, type Optimizer as ScheduledOptimizer } from "lehr";
import type { Parameter } from "../nn/parameter.js";
import { clipByGlobalNorm } from "./clip.js";
import { checkOption, positive } from "./groups.js";

/** What every parameter group has. The optimizer's own numbers stand beside these, by name. */
export interface Group {
  params: Parameter[];
  lr: number;
  /** The base rate that schedulers scale; a scheduler sets it from `lr` when it is missing. */
  initialLr?: number;
  name?: string;
}

/** An option of every optimizer, for all its groups together. */
export interface ClipOption {
  /** Scales all gradients down together when their common 2-norm is above this. Default: no clipping. */
  readonly clipNorm?: number;
}

/** One parameter's traced update. Every array is owned by who receives it. */
export interface Update {
  parameter: np.Array;
  slots: np.Array[];
}

/** Numbers of an optimizer that are neither options nor arrays: how many updates, and running products. */
export interface OptimizerState {
  updates: number;
  groups: Record<string, unknown>[];
  memory: Record<string, number>[];
}

/**
 * The frame of all optimizers. A subclass says, for a group, which arrays it keeps per parameter (`slots`),
 * which numbers an update needs (`scalars`, computed in double precision at every update) and the traced
 * formula (`rule`). All numbers are arguments of one compiled function, so a changing rate never recompiles.
 */
export abstract class Optimizer<G extends Group = Group> implements ScheduledOptimizer {
  readonly paramGroups: G[];
  readonly clipNorm: number | undefined;
  /** How many updates have been made. */
  updates = 0;
  /** Running numbers of each group, such as NAdam's product of momenta. */
  protected readonly memory: Record<string, number>[];
  readonly #slots = new Map<Parameter, np.Array[]>();
  readonly #compiled = new Map<string, ReturnType<typeof this.compile>>();

  constructor(groups: G[], clipNorm: number | undefined) {
    if (clipNorm !== undefined) checkOption(new.target.name, "clipNorm", clipNorm, positive);
    this.paramGroups = groups;
    this.clipNorm = clipNorm;
    this.memory = groups.map(() => ({}));
  }

  /** The names of the arrays kept for each parameter of a group, each starting at `slotStart`. */
  protected abstract slots(group: G): readonly string[];
  /** The numbers that `rule` gets for this update (1 for the first), always equally many for a group. */
  protected abstract scalars(group: G, update: number, memory: Record<string, number>): number[];
  /** The switches that change the formula; a group whose traits change gets a new compiled function. */
  protected abstract traits(group: G): string;
  /** One parameter's update. `scalar(i)` is the i-th number of `scalars`; the caller owns it. */
  protected abstract rule(
    group: G,
    parameter: np.Array,
    gradient: np.Array,
    slots: np.Array[],
    scalar: (index: number) => np.Array,
  ): Update;
  /** What a slot holds before the first update. */
  protected slotStart(_group: G, _slot: string): number {
    return 0;
  }

  /** All parameters, group by group. */
  get parameters(): Parameter[] {
    return this.paramGroups.flatMap((group) => group.params);
  }

  /** Forgets the gradients that `backward()` has added up. */
  zeroGrad(): void {
    for (const parameter of this.parameters) {
      parameter.gradient?.dispose();
      parameter.gradient = undefined;
    }
  }

  /** One update from the gradients that are there, at the groups' present rates. */
  step(): void {
    const parameters = this.parameters;
    const gradients = parameters.map((parameter) => {
      const gradient = parameter.gradient;
      if (!gradient) {
        throw new LehrError(
          "BAD_STATE",
          `step: "${parameter.name}" has no gradient; call loss.backward() before`,
        );
      }
      return gradient.ref;
    });
    const traits = this.traitsOfAll();
    let compiled = this.#compiled.get(traits);
    if (!compiled) this.#compiled.set(traits, (compiled = this.compile()));
    const [values, slots] = compiled(
      parameters.map((p) => p.value.ref),
      gradients,
      this.takeSlots(),
      this.nextScalars(),
    );
    parameters.forEach((parameter, index) => parameter.replace(values[index]!));
    this.putSlots(slots);
  }

  /** @internal The traits of all groups: what a compiled update depends on besides its arguments. */
  traitsOfAll(): string {
    return this.paramGroups.map((group) => this.traits(group)).join("|");
  }

  /** @internal Counts one update and returns the numbers that it needs, for all groups in one array. */
  nextScalars(): np.Array {
    this.updates++;
    const numbers = this.paramGroups.flatMap((group, index) =>
      this.scalars(group, this.updates, this.memory[index]!),
    );
    if (this.clipNorm !== undefined) numbers.push(this.clipNorm);
    return np.array(Float32Array.from(numbers));
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
    let index = 0;
    let offset = 0;
    this.paramGroups.forEach((group, g) => {
      const start = offset;
      const scalar = (i: number): np.Array => scalars.ref.slice(start + i);
      for (const _ of group.params) {
        const { parameter, slots: after } = this.rule(
          group,
          values[index]!,
          clipped[index]!,
          slots[index]!,
          scalar,
        );
        newValues.push(parameter);
        newSlots.push(after);
        index++;
      }
      offset += this.scalars(group, 1, { ...this.memory[g]! }).length;
    });
    scalars.dispose();
    return [newValues, newSlots];
  }

  /** @internal The arrays kept for each parameter. The caller owns references to them. */
  takeSlots(): np.Array[][] {
    return this.paramGroups.flatMap((group) => {
      const names = this.slots(group);
      return group.params.map((parameter) => {
        let held = this.#slots.get(parameter);
        if (!held || held.length !== names.length) {
          held = names.map((name) => np.full([...parameter.shape], this.slotStart(group, name)));
          this.#slots.set(parameter, held);
        }
        return held.map((slot) => slot.ref);
      });
    });
  }

  /** @internal Takes ownership of the arrays after an update and lets the old ones go. */
  putSlots(slots: np.Array[][]): void {
    this.parameters.forEach((parameter, index) => {
      for (const old of this.#slots.get(parameter) ?? []) old.dispose();
      this.#slots.set(parameter, slots[index]!);
    });
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
}
