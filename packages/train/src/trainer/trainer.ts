import { diff, LehrError, lint, type Finding, type Scheduler, type SchedulerState } from "lehr";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import { batches } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import { currentDevice } from "../engine/device.js";
import type { Loss } from "../loss/loss.js";
import type { Module } from "../nn/module.js";
import type { Optimizer, SavedOptimizer } from "../optimizer/optimizer.js";
import { CompiledStep } from "./compiledStep.js";
import { evaluate, type Evaluation } from "./evaluate.js";
import type {
  CheckpointEvent,
  EndEvent,
  EvaluateEvent,
  StartEvent,
  StepEvent,
  TrainEvent,
} from "./events.js";

/** What a run is made of. */
export interface TrainerOptions {
  readonly model: Module;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Writes the rates into the optimizer; the trainer steps it after every update. */
  readonly scheduler: Scheduler;
  readonly data: Dataset;
  /** Examples in one batch. */
  readonly batchSize: number;
  /** Updates in the whole run. */
  readonly totalSteps: number;
  /** Decides the order of the examples. Default 0. */
  readonly seed?: number;
  /** Batches whose gradients are averaged into one update. Default 1. */
  readonly accumulate?: number;
  /** Updates between measurements of the validation set; the last update is always followed by one. */
  readonly evaluateEvery?: number;
  /** Updates between checkpoints; the last update is always followed by one. */
  readonly checkpointEvery?: number;
}

/** The trainer's own part of a checkpoint: checked on resume, because another value is another run. */
interface RunState {
  readonly seed: number;
  readonly batchSize: number;
  readonly accumulate: number;
  readonly totalSteps: number;
  readonly examples: number;
}

/** A measurement of the validation set, and after how many updates it was made. */
type Measured = Evaluation & { readonly step: number };

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
  readonly stepsPerEpoch: number;
  readonly #options: TrainerOptions;
  readonly #compiled: CompiledStep;
  readonly #batches: ReturnType<typeof batches>;
  readonly #run: RunState;
  #step = 0;
  #stopping = false;
  #last: Measured | undefined;

  /** @throws LehrError BAD_VALUE for a count that is not a positive integer, or a batch larger than the data. */
  constructor(options: TrainerOptions) {
    const { data, batchSize, totalSteps, seed = 0, accumulate = 1, scheduler, optimizer } = options;
    const { evaluateEvery, checkpointEvery } = options;
    for (const [name, count] of Object.entries({
      totalSteps,
      batchSize,
      accumulate,
      evaluateEvery,
      checkpointEvery,
    })) {
      if (count !== undefined && !(Number.isSafeInteger(count) && count > 0)) {
        throw new LehrError("BAD_VALUE", `trainer: ${name} must be a positive integer, got ${count}`);
      }
    }
    if (scheduler.optimizer !== optimizer) {
      throw new LehrError("BAD_VALUE", "trainer: the scheduler was built on another optimizer");
    }
    this.#options = options;
    this.#batches = batches(data.train, { batchSize, seed });
    this.#run = { seed, batchSize, accumulate, totalSteps, examples: data.train.count };
    this.#compiled = new CompiledStep(options.model, options.loss, optimizer);
    this.stepsPerEpoch = Math.max(1, Math.floor(this.#batches.stepsPerEpoch / accumulate));
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
   * schedule differs; each says what differs.
   */
  async restore(checkpoint: Checkpoint): Promise<void> {
    const { model, optimizer, scheduler } = this.#options;
    const { state } = checkpoint;
    const differences = diff(state["run"], this.#run);
    if (differences.length > 0) {
      throw new LehrError(
        "BAD_STATE",
        `the checkpoint belongs to another run (saved → mine):\n  ${differences.join("\n  ")}`,
      );
    }
    // First, because it refuses another schedule before anything has changed; again below, because the
    // optimizer's groups bring rates of their own.
    scheduler.loadStateDict(state["scheduler"] as SchedulerState);
    model.loadStateDict(checkpoint.model);
    optimizer.loadStateDict({ json: state["optimizer"], tensors: checkpoint.optimizer } as SavedOptimizer);
    scheduler.loadStateDict(state["scheduler"] as SchedulerState);
    this.#last = state["validation"] as Measured | undefined;
    this.#step = checkpoint.step;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrainEvent, void, undefined> {
    const {
      data,
      optimizer,
      totalSteps,
      evaluateEvery = Infinity,
      checkpointEvery = Infinity,
    } = this.#options;
    const measures = data.validation.count > 0;
    yield this.#startEvent();
    // A loss tells about the parameters before its update, so the last state known to be finite is one back.
    let finite = { step: this.#step, state: optimizer.keep() };
    try {
      while (this.#step < totalSteps && !this.#stopping) {
        const before = optimizer.keep();
        const event = await this.#update();
        yield event;
        if (!Number.isFinite(event.loss)) {
          before.release();
          finite.state.restore();
          this.#goBackTo(finite.step);
          yield await this.#checkpointEvent();
          yield this.#endEvent("diverged");
          return;
        }
        finite.state.release();
        finite = { step: event.step, state: before };
        const isLast = this.#step === totalSteps;
        if (measures && (isLast || this.#step % evaluateEvery === 0)) yield await this.#evaluateEvent();
        if (isLast || this.#step % checkpointEvery === 0 || this.#stopping)
          yield await this.#checkpointEvent();
      }
    } finally {
      finite.state.release();
    }
    yield this.#endEvent(this.#step < totalSteps ? "stopped" : "finished");
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
    this.#last = { step: this.#step, ...measured };
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
        run: this.#run,
        optimizer: json,
        scheduler: scheduler.stateDict(),
        ...(this.#last ? { validation: this.#last } : {}),
      },
    };
    return { type: "checkpoint", step: this.#step, checkpoint };
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
