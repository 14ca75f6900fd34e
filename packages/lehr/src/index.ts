export { clamp, type ClampOptions } from "./combine/clamp.js";
export { product } from "./combine/product.js";
export { restarts, type RestartsOptions } from "./combine/restarts.js";
export { sequence } from "./combine/sequence.js";
export { warmup, type WarmupOptions } from "./combine/warmup.js";
export { easings, type Easing, type EasingName } from "./easings.js";
export { LehrError, type ErrorCode } from "./error.js";
export type { Finding } from "./finding.js";
export { rate, type Level } from "./level.js";
export { phaseAt, type PhaseAt } from "./phase.js";
export { define, values, type Definition, type Phase, type Schedule, type ScheduleSpec } from "./schedule.js";
export type { Optimizer, ParamGroup } from "./scheduler/optimizer.js";
export { Scheduler, type SchedulerState } from "./scheduler/scheduler.js";
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
export { TorchScheduler, type TorchOptions } from "./scheduler/torch/torchScheduler.js";
export { constant, type ConstantOptions } from "./shapes/constant.js";
export { cosine } from "./shapes/cosine.js";
export type { EasedOptions } from "./shapes/eased.js";
export { exponential, type ExponentialOptions } from "./shapes/exponential.js";
export { linear } from "./shapes/linear.js";
export { polynomial, type PolynomialOptions } from "./shapes/polynomial.js";
export { bind, stepsOf, type RunLength } from "./spec/bind.js";
export { diff } from "./diff.js";
export { lint } from "./spec/lint.js";
export { nearest } from "./spec/nearest.js";
export { parse, serialize, SPEC_VERSION } from "./spec/parse.js";
