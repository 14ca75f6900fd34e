import type { ScheduleSpec } from "../../schedule.js";
import type { ParamGroup } from "../optimizer.js";

type Settings = Readonly<Record<string, unknown>>;

/** The part of PyTorch's `state_dict()` that never moves: the options, under PyTorch's names for them. */
export function settingsOf(spec: ScheduleSpec, groups: readonly ParamGroup[]): Settings {
  const { type, ...options } = spec;
  const each = (name: string): unknown[] => groups.map((_, index) => ofGroup(options[name], index));
  const base_lrs = groups.map((group) => group.initialLr);
  switch (type) {
    case "ChainedScheduler":
      return {};
    case "SequentialLR":
      return { _milestones: options["milestones"] };
    case "LambdaLR":
    case "MultiplicativeLR":
      return { base_lrs, lr_lambdas: groups.map(() => null) };
    case "MultiStepLR":
      return { base_lrs, gamma: options["gamma"], milestones: counter(options["milestones"] as number[]) };
    case "CyclicLR":
      return { base_lrs: each("baseLr"), ...cyclic(options, each), ...beta1(options, groups) };
    case "OneCycleLR":
      return { base_lrs: firstRates(options, each), ...oneCycle(options), ...beta1(options, groups) };
    case "SWALR":
      return {
        base_lrs,
        anneal_epochs: options["annealEpochs"],
        _anneal_strategy: options["annealStrategy"],
      };
    case "ReduceLROnPlateau":
      return plateau(options, each);
    default:
      return { base_lrs, ...renamed(options) };
  }
}

function ofGroup(value: unknown, index: number): unknown {
  return Array.isArray(value) ? (value[index] ?? value.at(-1)) : value;
}

/** The names that are not the same words in another case. */
const NAMES: Readonly<Record<string, string>> = { tMax: "T_max", t0: "T_0", tMult: "T_mult" };

function renamed(options: Settings): Settings {
  const torch = (name: string): string =>
    NAMES[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [torch(name), value]));
}

/** Python's Counter: how often each milestone stands there. */
function counter(milestones: readonly number[]): Settings {
  const counts = new Map<number, number>();
  for (const step of milestones) counts.set(step, (counts.get(step) ?? 0) + 1);
  return { Counter: [...counts] };
}

function beta1({ cycleMomentum }: Settings, groups: readonly ParamGroup[]): Settings {
  return cycleMomentum ? { use_beta1: groups[0]!.betas !== undefined } : {};
}

function cyclic(options: Settings, each: (name: string) => unknown[]): Settings {
  const [up, down] = [options["stepSizeUp"] as number, options["stepSizeDown"] as number];
  const byMode = options["mode"] === "exp_range" ? "iterations" : "cycle";
  return {
    max_lrs: each("maxLr"),
    total_size: up + down,
    step_ratio: up / (up + down),
    mode: options["mode"],
    gamma: options["gamma"],
    scale_mode: options["scaleMode"] ?? byMode,
    _scale_fn_custom: null,
    cycle_momentum: options["cycleMomentum"],
    ...(options["cycleMomentum"] === true && {
      base_momentums: each("baseMomentum"),
      max_momentums: each("maxMomentum"),
    }),
  };
}

function firstRates({ divFactor }: Settings, each: (name: string) => unknown[]): number[] {
  return each("maxLr").map((rate) => (rate as number) / (divFactor as number));
}

function oneCycle(options: Settings): Settings {
  const steps = options["totalSteps"] as number;
  const part = options["pctStart"] as number;
  const stretch = (
    end_step: number,
    start_lr: string,
    end_lr: string,
    start: string,
    end: string,
  ): Settings => ({
    end_step,
    start_lr,
    end_lr,
    start_momentum: `${start}_momentum`,
    end_momentum: `${end}_momentum`,
  });
  const turn = stretch(part * steps - 1, "initial_lr", "max_lr", "max", "base");
  const phases =
    options["threePhase"] === true
      ? [
          turn,
          stretch(2 * part * steps - 2, "max_lr", "initial_lr", "base", "max"),
          stretch(steps - 1, "initial_lr", "min_lr", "max", "max"),
        ]
      : [turn, stretch(steps - 1, "max_lr", "min_lr", "base", "max")];
  return {
    total_steps: steps,
    _schedule_phases: phases,
    _anneal_func_type: options["annealStrategy"],
    cycle_momentum: options["cycleMomentum"],
  };
}

function plateau({ minLr, ...options }: Settings, each: (name: string) => unknown[]): Settings {
  return {
    ...renamed(options),
    default_min_lr: Array.isArray(minLr) ? null : minLr,
    min_lrs: each("minLr"),
    mode_worse: options["mode"] === "min" ? "Infinity" : "-Infinity",
  };
}
