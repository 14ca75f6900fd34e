import { LehrError, lint, type Finding, type SchedulerState } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { batches, stepsPerEpoch } from "../data/batches.js";
import { fingerprintOf } from "../data/fingerprint.js";
import { currentDevice } from "../engine/device.js";
import type { SavedOptimizer } from "../optimizer/optimizer.js";
import type { Snapshot } from "../optimizer/update.js";
import { CompiledStep } from "./compiledStep.js";
import { evaluate } from "./evaluate.js";
import type {
  CheckpointEvent,
  EndEvent,
  EvaluateEvent,
  StartEvent,
  StepEvent,
  TrainEvent,
} from "./events.js";
import { refuseOtherRun } from "./otherRun.js";
import { checkOptions, type Measured, type RunState, type TrainerOptions } from "./options.js";

export type { TrainerOptions } from "./options.js";

/**
 * A training run, as an async iterator of what happens in it. It writes no file and prints nothing: who
 * listens does.
 *
 * One step is one update of the optimizer. The batches, their order and dropout are functions of the seed
 * and the step, so a run restored from a checkpoint goes on with the same bytes.
 *
 * @example
 * import { CosineAnnealingLR } from "lehr";
 * import { crossEntropy, nn, SGD, spirals, trainer } from "@lehr/train";
 * const data = spirals({ classes: 3, examples: 300, seed: 1 });
 * const model = nn.sequential(nn.linear(2, 16), nn.tanh(), nn.linear(16, 3)).initialize(1);
 * const optimizer = new SGD(model.parameters(), { lr: 0.5 });
 * const scheduler = new CosineAnnealingLR(optimizer, { tMax: 100 });
 * const run = trainer({ model, loss: crossEntropy, optimizer, scheduler, data, batchSize: 32, totalSteps: 100 });
 * const losses = [];
 * for await (const event of run) if (event.type === "step") losses.push(event.loss);
 * losses.length; // => 100
 */
export function trainer(options: TrainerOptions): Trainer {
  return new Trainer(options);
}

/** Made by {@link trainer}. */
export class Trainer implements AsyncIterable<TrainEvent> {
  /** What looks like a slip in the schedule, for a run of this length. */
  readonly findings: readonly Finding[];
  /** Updates in one pass over the examples; a fraction when `accumulate` does not divide the batches. */
  readonly stepsPerEpoch: number;
  readonly #options: TrainerOptions;
  readonly #compiled: CompiledStep;
  readonly #batches: ReturnType<typeof batches>;
  readonly #run: Omit<RunState, "fingerprint">;
  #step = 0;
  #stopping = false;
  #running = false;
  /** The updates behind the newest checkpoint that was given. */
  #saved: number | undefined;
  #last: Measured | undefined;
  /** Made when a checkpoint asks for it: all examples are read. */
  #fingerprint: string | undefined;

  /** @throws LehrError BAD_VALUE for a count that is not a positive integer, or a batch larger than the data. */
  constructor(options: TrainerOptions) {
    const { data, batchSize, totalSteps, seed = 0, accumulate = 1, scheduler, optimizer } = options;
    checkOptions(options);
    this.#options = options;
    this.#batches = batches(data.train, { batchSize, seed });
    this.#run = { seed, batchSize, accumulate, totalSteps, examples: data.train.count };
    this.#compiled = new CompiledStep(options.model, options.loss, optimizer);
    this.stepsPerEpoch = stepsPerEpoch(data.train, { batchSize, accumulate });
    this.findings = lint(scheduler.schedule, { totalSteps });
  }

  /** Updates made. */
  get step(): number {
    return this.#step;
  }

  /** Finishes the update that is being made, gives a checkpoint and ends the run. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws LehrError BAD_STATE when it belongs to another model or another run, SCHEDULE_MISMATCH when the
   * schedule differs; each says what differs. Nothing has changed then.
   */
  async restore(checkpoint: Checkpoint): Promise<void> {
    const { model, optimizer, scheduler } = this.#options;
    const { state } = checkpoint;
    refuseOtherRun(state, this.#runState());
    if (!hasFiniteWeights(checkpoint)) {
      throw new LehrError(
        "BAD_STATE",
        "the checkpoint holds weights that are not finite; use an earlier one",
      );
    }
    const before = scheduler.stateDict();
    scheduler.loadStateDict(state["scheduler"] as SchedulerState);
    try {
      // Both are checked before either is changed.
      const saved = { json: state["optimizer"], tensors: checkpoint.optimizer } as SavedOptimizer;
      const loads = [model.prepareState(checkpoint.model), optimizer.prepareState(saved)];
      for (const load of loads) load();
    } catch (error) {
      scheduler.loadStateDict(before);
      throw error;
    }
    // Again, because the optimizer's groups bring rates of their own.
    scheduler.loadStateDict(state["scheduler"] as SchedulerState);
    this.#saved = undefined;
    this.#last = state["validation"] as Measured | undefined;
    this.#step = checkpoint.step;
  }

  /** @throws LehrError BAD_STATE while another iterator of this run is going on. */
  async *[Symbol.asyncIterator](): AsyncGenerator<TrainEvent, void, undefined> {
    if (this.#running) {
      throw new LehrError("BAD_STATE", "trainer: this run is being listened to already; one loop at a time");
    }
    this.#running = true;
    try {
      yield* this.#events();
    } finally {
      this.#running = false;
    }
  }

  async *#events(): AsyncGenerator<TrainEvent, void, undefined> {
    const { optimizer, totalSteps } = this.#options;
    yield this.#startEvent();
    // A loss tells about the parameters before its update, so the last state known to be finite is one back.
    let finite = { step: this.#step, state: optimizer.snapshot() };
    let before: Snapshot | undefined;
    try {
      while (this.#step < totalSteps && !this.#stopping) {
        before = optimizer.snapshot();
        const event = await this.#update();
        yield event;
        let sound = Number.isFinite(event.loss);
        if (sound) {
          finite.state.release();
          finite = { step: event.step, state: before };
          sound = yield* this.#afterUpdate();
        }
        if (sound) continue;
        // Both, because a group added in between is in the newer one alone.
        before.restore();
        finite.state.restore();
        this.#goBackTo(finite.step);
        const kept = await this.#checkpointEvent();
        // A run that began with numbers that are not finite has nothing to keep.
        if (hasFiniteWeights(kept.checkpoint)) yield kept;
        yield this.#endEvent("diverged");
        return;
      }
    } finally {
      before?.release();
      finite.state.release();
    }
    // A run that is stopped before its first update has something to keep as well.
    if (this.#stopping && this.#saved !== this.#step) yield await this.#checkpointEvent();
    yield this.#endEvent(this.#step < totalSteps ? "stopped" : "finished");
  }

  /** Measures and keeps what is due. False when either shows that the run has diverged. */
  async *#afterUpdate(): AsyncGenerator<TrainEvent, boolean, undefined> {
    const { data, totalSteps, evaluateEvery = Infinity, checkpointEvery = Infinity } = this.#options;
    const isLast = this.#step === totalSteps;
    if (data.validation.count > 0 && (isLast || this.#step % evaluateEvery === 0)) {
      const measured = await this.#evaluateEvent();
      yield measured;
      if (!Number.isFinite(measured.loss)) return false;
    }
    if (isLast || this.#step % checkpointEvery === 0 || this.#stopping) {
      const event = await this.#checkpointEvent();
      if (!hasFiniteWeights(event.checkpoint)) return false;
      yield event;
    }
    return true;
  }

  async #update(): Promise<StepEvent> {
    const { scheduler } = this.#options;
    const step = this.#step;
    const { accumulate } = this.#run;
    const drawn = Array.from({ length: accumulate }, (_, index) =>
      this.#batches.at(step * accumulate + index),
    );
    const lr = scheduler.getLastLR();
    const loss = await this.#compiled.run(
      step,
      drawn.map(({ batch }) => batch),
    );
    scheduler.step();
    this.#step++;
    return { type: "step", step, epoch: drawn[0]!.epoch, loss, lr };
  }

  #goBackTo(step: number): void {
    const { scheduler } = this.#options;
    scheduler.loadStateDict({ ...scheduler.stateDict(), step });
    this.#step = step;
  }

  #startEvent(): StartEvent {
    const { model, totalSteps } = this.#options;
    return {
      type: "start",
      step: this.#step,
      totalSteps,
      stepsPerEpoch: this.stepsPerEpoch,
      seed: this.#run.seed,
      device: currentDevice(),
      parameters: model.size,
      findings: this.findings,
    };
  }

  async #evaluateEvent(): Promise<EvaluateEvent> {
    const { model, loss, data, batchSize } = this.#options;
    const measured = await evaluate(model, loss, data, batchSize);
    if (Number.isFinite(measured.loss)) this.#last = { step: this.#step, ...measured };
    return { type: "evaluate", step: this.#step, ...measured };
  }

  async #checkpointEvent(): Promise<CheckpointEvent> {
    const { model, optimizer, scheduler } = this.#options;
    const { json, tensors } = await optimizer.stateDict();
    const checkpoint: Checkpoint = {
      step: this.#step,
      model: await model.stateDict(),
      optimizer: tensors,
      state: {
        run: this.#runState(),
        optimizer: json,
        scheduler: scheduler.stateDict(),
        ...(this.#last ? { validation: this.#last } : {}),
      },
    };
    this.#saved = this.#step;
    return { type: "checkpoint", step: this.#step, checkpoint };
  }

  #runState(): RunState {
    return { ...this.#run, fingerprint: (this.#fingerprint ??= fingerprintOf(this.#options.data)) };
  }

  #endEvent(reason: EndEvent["reason"]): EndEvent {
    return {
      type: "end",
      step: this.#step,
      reason,
      ...(this.#last ? { validationLoss: this.#last.loss } : {}),
    };
  }
}

function hasFiniteWeights({ model }: Checkpoint): boolean {
  return Object.values(model).every(({ data }) => data.every(Number.isFinite));
}
