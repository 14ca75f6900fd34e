import type { ScheduleSpec } from "../../schedule.js";
import type { ParamGroup } from "../optimizer.js";
import { ReduceLROnPlateau } from "./reduceLROnPlateau.js";
import { settingsOf } from "./torchSettings.js";
import type { TorchScheduler } from "./torchScheduler.js";

/** What PyTorch's `state_dict()` gives, as JSON. */
export type TorchState = Readonly<Record<string, unknown>>;

/**
 * The state of a scheduler in the form of PyTorch 2.14's `state_dict()`, as JSON, for `load_state_dict` of
 * the same scheduler there. Load the optimizer's state too: PyTorch goes on from the rates in it.
 *
 * What JSON cannot hold, Python has to put back. A MultiStepLR's milestones come as
 * `{ "Counter": [[step, count], …] }`, before loading: `state["milestones"] =
 * Counter(dict(state["milestones"]["Counter"]))`. An infinite best of a ReduceLROnPlateau is the word
 * "Infinity" or "-Infinity": `float(state["best"])`, and so `mode_worse`. Functions are null, which PyTorch
 * takes for "keep mine". The schedulers inside a composite have no `_last_lr`, which nothing reads.
 *
 * @example
 * import { StepLR, toTorchState } from "lehr";
 * const scheduler = new StepLR({ paramGroups: [{ lr: 0.4 }] }, { stepSize: 2, gamma: 0.5 });
 * for (let epoch = 0; epoch < 3; epoch++) scheduler.step();
 * const { step_size, gamma, last_epoch, _last_lr } = toTorchState(scheduler);
 * [step_size, gamma, last_epoch, _last_lr]; // => [2, 0.5, 3, [0.2]]
 */
export function toTorchState(scheduler: TorchScheduler | ReduceLROnPlateau): TorchState {
  const groups = scheduler.optimizer.paramGroups;
  const last = { _last_lr: scheduler.getLastLR() };
  if (!(scheduler instanceof ReduceLROnPlateau)) {
    return { ...written(scheduler.schedule.spec, groups, scheduler.stepsDone), ...last };
  }
  const { step, spec, best, badEpochs, cooldownLeft } = scheduler.stateDict();
  return {
    ...settingsOf(spec, groups),
    last_epoch: step,
    best,
    cooldown_counter: cooldownLeft,
    num_bad_epochs: badEpochs,
    ...last,
  };
}

/** The state of one scheduler, or one in a composite, at a step of its own; −1 before it has begun. */
function written(spec: ScheduleSpec, groups: readonly ParamGroup[], step: number): TorchState {
  const settings = settingsOf(spec, groups);
  if (spec.type === "ChainedScheduler") {
    return { _schedulers: childrenOf(spec).map((child) => written(child, groups, step)) };
  }
  if (spec.type === "SequentialLR") {
    const starts = [0, ...(spec["milestones"] as number[])];
    const children = childrenOf(spec).map((child, index) => {
      const length = (starts[index + 1] ?? Infinity) - starts[index]!;
      return written(child, groups, Math.max(-1, Math.min(step - starts[index]!, length - 1)));
    });
    return { ...settings, last_epoch: step, _schedulers: children };
  }
  const restarts = spec.type === "CosineAnnealingWarmRestarts";
  return {
    ...settings,
    ...(restarts && cycleAt(spec, Math.max(0, step))),
    last_epoch: Math.floor(step),
    _step_count: restarts ? 0 : Math.max(1, step + 1),
    _is_initial: false,
    _get_lr_called_within_step: false,
  };
}

/** The specs of the schedulers in a composite. */
export function childrenOf(spec: ScheduleSpec): readonly ScheduleSpec[] {
  return spec["schedulers"] as readonly ScheduleSpec[];
}

/** PyTorch's `T_cur` and `T_i`: where in which cycle of the warm restarts a step is. */
function cycleAt({ t0, tMult }: ScheduleSpec, step: number): TorchState {
  let [length, local] = [t0 as number, step];
  if (tMult === 1) return { T_cur: local % length, T_i: length };
  while (local >= length) {
    local -= length;
    length *= tMult as number;
  }
  return { T_cur: local, T_i: length };
}
