import { diff } from "../../diff.js";
import { LehrError } from "../../error.js";
import type { ScheduleSpec } from "../../schedule.js";
import type { ParamGroup } from "../optimizer.js";
import type { SchedulerState } from "../state.js";
import { RecursiveScheduler, type RecursiveState } from "./recursiveScheduler.js";
import { ReduceLROnPlateau, type PlateauState } from "./reduceLROnPlateau.js";
import { childrenOf, type TorchState } from "./toTorchState.js";
import { settingsOf } from "./torchSettings.js";
import type { TorchScheduler } from "./torchScheduler.js";

/** What moves during a run, what is no setting, and what depends on functions, which no state holds. */
const NO_SETTINGS = new Set([
  "last_epoch",
  "_step_count",
  "_last_lr",
  "_is_initial",
  "_get_lr_called_within_step",
  "T_cur",
  "T_i",
  "best",
  "num_bad_epochs",
  "cooldown_counter",
  "lr_lambdas",
  "_scale_fn_custom",
  "use_beta1",
  "verbose",
]);

/**
 * The state that `scheduler.loadStateDict` takes, from what `state_dict()` of the same scheduler gave in
 * PyTorch, as JSON: a Counter as `{ "Counter": [[step, count], …] }`, or with the steps as keys, infinities
 * as the words "Infinity" and "-Infinity". Load the optimizer's state too, with `initial_lr` as `initialLr`,
 * before or after.
 *
 * @throws LehrError SCHEDULE_MISMATCH with the differences when it was saved under other options or base
 * rates, BAD_STATE when it is no state of such a scheduler.
 * @example
 * import { fromTorchState, StepLR } from "lehr";
 * const optimizer = { paramGroups: [{ lr: 0.4 }] };
 * const scheduler = new StepLR(optimizer, { stepSize: 2, gamma: 0.5 });
 * const saved = { step_size: 2, gamma: 0.5, base_lrs: [0.4], last_epoch: 3, _last_lr: [0.2] };
 * scheduler.loadStateDict(fromTorchState(saved, scheduler));
 * scheduler.getLastLR(); // => [0.2]
 */
export function fromTorchState(state: TorchState, scheduler: ReduceLROnPlateau): PlateauState;
export function fromTorchState(state: TorchState, scheduler: RecursiveScheduler): RecursiveState;
export function fromTorchState(state: TorchState, scheduler: TorchScheduler): SchedulerState;
export function fromTorchState(
  state: TorchState,
  scheduler: TorchScheduler | ReduceLROnPlateau,
): SchedulerState | RecursiveState | PlateauState {
  const isPlateau = scheduler instanceof ReduceLROnPlateau;
  const spec = isPlateau ? scheduler.spec : scheduler.schedule.spec;
  const differences = differing(state, spec, scheduler.optimizer.paramGroups);
  if (differences.length > 0) {
    throw new LehrError(
      "SCHEDULE_MISMATCH",
      `fromTorchState: the state was saved under another ${spec.type} (saved → mine):\n  ${differences.join("\n  ")}`,
    );
  }
  const step = stepOf(state);
  const rates = (state["_last_lr"] as number[] | undefined) ?? scheduler.getLastLR();
  if (isPlateau) {
    return {
      step,
      spec,
      rates,
      best: state["best"] as PlateauState["best"],
      badEpochs: state["num_bad_epochs"] as number,
      cooldownLeft: state["cooldown_counter"] as number,
    };
  }
  return scheduler instanceof RecursiveScheduler ? { step, spec, rates } : { step, spec };
}

/** What differs in the settings, in a composite one scheduler after the other. */
function differing(state: unknown, spec: ScheduleSpec, groups: readonly ParamGroup[], path = ""): string[] {
  if (typeof state !== "object" || state === null) throw noState(state);
  const { _schedulers, ...own } = state as Record<string, unknown>;
  const settings = (all: object): object =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !NO_SETTINGS.has(name)));
  const found = diff(settings(readable(own)), settings(settingsOf(spec, groups))).map((line) => path + line);
  const mine = spec["schedulers"] === undefined ? [] : childrenOf(spec);
  const theirs = Array.isArray(_schedulers) ? _schedulers : [];
  if (theirs.length !== mine.length) {
    return [...found, `${path}_schedulers: ${theirs.length} → ${mine.length} of them`];
  }
  const inside = mine.map((child, at) => differing(theirs[at], child, groups, `${path}_schedulers[${at}].`));
  return [...found, ...inside.flat()];
}

/** The milestones as Lehr writes them, whichever way a Counter became JSON. */
function readable(state: Record<string, unknown>): Record<string, unknown> {
  const { milestones } = state;
  if (typeof milestones !== "object" || milestones === null || "Counter" in milestones) return state;
  const counts = Object.entries(milestones).map(([step, count]) => [Number(step), count]);
  return { ...state, milestones: { Counter: counts } };
}

/** How many steps are done. A chain counts nothing itself; warm restarts keep the fraction in `T_cur`. */
function stepOf(state: TorchState): number {
  const { last_epoch, T_cur, _schedulers } = state;
  if (last_epoch === undefined && Array.isArray(_schedulers)) return stepOf(_schedulers[0] as TorchState);
  if (!Number.isSafeInteger(last_epoch) || (last_epoch as number) < 0) throw noState(state);
  return (last_epoch as number) + (typeof T_cur === "number" ? T_cur % 1 : 0);
}

function noState(state: unknown): LehrError {
  return new LehrError(
    "BAD_STATE",
    `fromTorchState: needs what state_dict() gave in PyTorch, got ${JSON.stringify(state)}`,
  );
}
