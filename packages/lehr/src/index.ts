export { clamp, type ClampOptions } from "./combine/clamp.js";
export { cooldown, type CooldownOptions } from "./combine/cooldown.js";
export { cut, type CutOptions } from "./combine/cut.js";
export { mean } from "./combine/mean.js";
export { noise, type NoiseOptions } from "./combine/noise.js";
export { product } from "./combine/product.js";
export { restarts, type RestartsOptions } from "./combine/restarts.js";
export { sequence } from "./combine/sequence.js";
export { shift, type ShiftOptions } from "./combine/shift.js";
export { staircase, type StaircaseOptions } from "./combine/staircase.js";
export { stretch, type StretchOptions } from "./combine/stretch.js";
export { sum } from "./combine/sum.js";
export { warmup, type WarmupOptions } from "./combine/warmup.js";
export { branchCooldown } from "./course/branchCooldown.js";
export { extend, type ExtendOptions } from "./course/extend.js";
export { rescale, type RescaleOptions } from "./course/rescale.js";
export { rest, type RestOptions } from "./course/rest.js";
export { rewarm, type RewarmOptions } from "./course/rewarm.js";
export { turn, type TurnOptions } from "./course/turn.js";
export { easings, type Easing, type EasingName } from "./easings.js";
export { LehrError, type ErrorCode } from "./error.js";
export type { Finding } from "./finding.js";
export type { Length, Unit } from "./length.js";
export { rate, type Level } from "./level.js";
export { phaseAt, type PhaseAt } from "./phase.js";
export { flatThenCosine, type FlatThenCosineOptions } from "./recipes/flatThenCosine.js";
export { noam, type NoamOptions } from "./recipes/noam.js";
export {
  oneCycle,
  oneCycleMomentum,
  type CycleOptions,
  type OneCycleMomentumOptions,
  type OneCycleOptions,
} from "./recipes/oneCycle.js";
export { presets, type Preset } from "./recipes/presets.js";
export { rateForBatch, type RateForBatchOptions } from "./recipes/rateForBatch.js";
export { sgdr, type SgdrOptions } from "./recipes/sgdr.js";
export { wsd, type WsdOptions } from "./recipes/wsd.js";
export { wsqd, type WsqdOptions } from "./recipes/wsqd.js";
export { stepsOf, type RunLength } from "./runLength.js";
export { define, values, type Definition, type Phase, type Schedule, type ScheduleSpec } from "./schedule.js";
export type { Coupling, Fields, Follow, Mirror } from "./plan/field.js";
export { parsePlan, parseRule } from "./plan/parsePlan.js";
export { plan, type GroupPlan, type Layers, type PlanOptions } from "./plan/plan.js";
export type { Optimizer, ParamGroup } from "./scheduler/optimizer.js";
export { AccumulatingScheduler, type AccumulateOptions } from "./scheduler/accumulatingScheduler.js";
export { greedy, type GreedyOptions } from "./scheduler/greedy.js";
export type { MetricOptions, MetricRule, RuleSpec, RuleState } from "./scheduler/metricRule.js";
export type { Plan, PlanRun } from "./scheduler/plan.js";
export { plateau, type PlateauOptions } from "./scheduler/plateau.js";
export { replay, type Observation } from "./scheduler/replay.js";
export { Scheduler } from "./scheduler/scheduler.js";
export type { LoadOptions, SchedulerState } from "./scheduler/state.js";
export {
  ChainedScheduler,
  chainedScheduler,
  type ChainedSchedulerOptions,
} from "./scheduler/torch/chainedScheduler.js";
export { ConstantLR, constantLR, type ConstantLROptions } from "./scheduler/torch/constantLR.js";
export {
  CosineAnnealingLR,
  cosineAnnealingLR,
  type CosineAnnealingOptions,
} from "./scheduler/torch/cosineAnnealingLR.js";
export {
  CosineAnnealingWarmRestarts,
  cosineAnnealingWarmRestarts,
  type WarmRestartsOptions,
} from "./scheduler/torch/cosineAnnealingWarmRestarts.js";
export { CyclicLR, cyclicLR, type CyclicLROptions } from "./scheduler/torch/cyclicLR.js";
export { ExponentialLR, exponentialLR, type ExponentialLROptions } from "./scheduler/torch/exponentialLR.js";
export { fromTorchState } from "./scheduler/torch/fromTorchState.js";
export { LambdaLR, lambdaLR, type LambdaLROptions } from "./scheduler/torch/lambdaLR.js";
export { LinearLR, linearLR, type LinearLROptions } from "./scheduler/torch/linearLR.js";
export {
  MultiplicativeLR,
  multiplicativeLR,
  type MultiplicativeLROptions,
} from "./scheduler/torch/multiplicativeLR.js";
export { MultiStepLR, multiStepLR, type MultiStepLROptions } from "./scheduler/torch/multiStepLR.js";
export { OneCycleLR, oneCycleLR, type OneCycleLROptions } from "./scheduler/torch/oneCycleLR.js";
export type { PerGroup } from "./scheduler/torch/perGroup.js";
export { PolynomialLR, polynomialLR, type PolynomialLROptions } from "./scheduler/torch/polynomialLR.js";
export type { RecursiveState } from "./scheduler/torch/recursiveScheduler.js";
export {
  ReduceLROnPlateau,
  type PlateauState,
  type ReduceLROnPlateauOptions,
} from "./scheduler/torch/reduceLROnPlateau.js";
export {
  SequentialLR,
  sequentialLR,
  type SequentialLROptions,
  type SequentialSchedules,
} from "./scheduler/torch/sequentialLR.js";
export { StepLR, stepLR, type StepLROptions } from "./scheduler/torch/stepLR.js";
export { SWALR, swaLR, type SWALROptions } from "./scheduler/torch/swaLR.js";
export { TorchScheduler, type TorchOptions } from "./scheduler/torch/torchScheduler.js";
export { toTorchState, type TorchState } from "./scheduler/torch/toTorchState.js";
export { constant, type ConstantOptions } from "./shapes/constant.js";
export { cosine, type CosineOptions } from "./shapes/cosine.js";
export { cyclic, type CyclicOptions } from "./shapes/cyclic.js";
export type { EasedOptions } from "./shapes/eased.js";
export {
  exponential,
  type ExponentialFactorOptions,
  type ExponentialOptions,
  type HalfLifeOptions,
} from "./shapes/exponential.js";
export type { FallingOptions } from "./shapes/falling.js";
export { interpolate, type InterpolateOptions } from "./shapes/interpolate.js";
export { inverseSqrt, type InverseSqrtOptions } from "./shapes/inverseSqrt.js";
export { inverseTime, type InverseTimeOptions } from "./shapes/inverseTime.js";
export { linear } from "./shapes/linear.js";
export { milestones, type MilestonesOptions } from "./shapes/milestones.js";
export { piecewise, type PiecewiseOptions } from "./shapes/piecewise.js";
export { polynomial, type PolynomialOptions } from "./shapes/polynomial.js";
export { stepDecay, type StepDecayOptions } from "./shapes/stepDecay.js";
export { tanh, type TanhOptions } from "./shapes/tanh.js";
export { bind } from "./spec/bind.js";
export { area } from "./spec/area.js";
export { canonical } from "./spec/canonical.js";
export { describe } from "./spec/describe.js";
export { diff } from "./diff.js";
export { fromLink, toLink } from "./spec/link.js";
export { stepAt } from "./spec/stepAt.js";
export { lint } from "./spec/lint.js";
export { nearest } from "./spec/nearest.js";
export { preset } from "./spec/preset.js";
export { parse, serialize } from "./spec/parse.js";
