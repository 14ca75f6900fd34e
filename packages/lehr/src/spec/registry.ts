import { clamp } from "../combine/clamp.js";
import { cooldown } from "../combine/cooldown.js";
import { cut } from "../combine/cut.js";
import { mean } from "../combine/mean.js";
import { noise } from "../combine/noise.js";
import { product } from "../combine/product.js";
import { restarts } from "../combine/restarts.js";
import { sequence } from "../combine/sequence.js";
import { shift } from "../combine/shift.js";
import { staircase } from "../combine/staircase.js";
import { stretch } from "../combine/stretch.js";
import { sum } from "../combine/sum.js";
import { warmup } from "../combine/warmup.js";
import { rest } from "../course/rest.js";
import { turn } from "../course/turn.js";
import { flatThenCosine } from "../recipes/flatThenCosine.js";
import { noam } from "../recipes/noam.js";
import { oneCycle, oneCycleMomentum } from "../recipes/oneCycle.js";
import { sgdr } from "../recipes/sgdr.js";
import { wsd } from "../recipes/wsd.js";
import { wsqd } from "../recipes/wsqd.js";
import { LehrError } from "../error.js";
import type { Schedule } from "../schedule.js";
import { chainedScheduler } from "../scheduler/torch/chainedScheduler.js";
import { constantLR } from "../scheduler/torch/constantLR.js";
import { cosineAnnealingLR } from "../scheduler/torch/cosineAnnealingLR.js";
import { cosineAnnealingWarmRestarts } from "../scheduler/torch/cosineAnnealingWarmRestarts.js";
import { cyclicLR } from "../scheduler/torch/cyclicLR.js";
import { exponentialLR } from "../scheduler/torch/exponentialLR.js";
import { lambdaLR } from "../scheduler/torch/lambdaLR.js";
import { linearLR } from "../scheduler/torch/linearLR.js";
import { multiplicativeLR } from "../scheduler/torch/multiplicativeLR.js";
import { multiStepLR } from "../scheduler/torch/multiStepLR.js";
import { oneCycleLR } from "../scheduler/torch/oneCycleLR.js";
import { polynomialLR } from "../scheduler/torch/polynomialLR.js";
import { sequentialLR, type SequentialSchedules } from "../scheduler/torch/sequentialLR.js";
import { stepLR } from "../scheduler/torch/stepLR.js";
import { swaLR } from "../scheduler/torch/swaLR.js";
import { constant } from "../shapes/constant.js";
import { cosine } from "../shapes/cosine.js";
import { cyclic } from "../shapes/cyclic.js";
import { exponential } from "../shapes/exponential.js";
import { interpolate } from "../shapes/interpolate.js";
import { inverseSqrt } from "../shapes/inverseSqrt.js";
import { inverseTime } from "../shapes/inverseTime.js";
import { linear } from "../shapes/linear.js";
import { milestones } from "../shapes/milestones.js";
import { piecewise } from "../shapes/piecewise.js";
import { polynomial } from "../shapes/polynomial.js";
import { stepDecay } from "../shapes/stepDecay.js";
import { tanh } from "../shapes/tanh.js";

/** How the specs of one type become schedules. */
export interface SpecType {
  /** The options besides `type`. */
  readonly options: readonly string[];
  /** Which option holds schedules: one (`schedule`) or a list of them (`parts`, `schedulers` in PyTorch). */
  readonly holds?: "schedule" | "parts" | "schedulers";
  /** Makes it, from its options and the schedules it holds. The maker checks the values. */
  readonly make: (options: never, schedules: readonly Schedule[]) => Schedule;
}

const eased = ["steps", "start", "end"];
const cycle = ["totalSteps", "warmup", "ease", "threePhase"];

const momentumCycle = ["cycleMomentum", "baseMomentum", "maxMomentum"];

/** A type that is made of its options and a list of schedules. */
function ofParts(make: (...parts: readonly Schedule[]) => Schedule): SpecType {
  return { options: ["parts"], holds: "parts", make: (_, parts) => make(...parts) };
}

/** A type that is made of its options and one schedule. */
function around<Options>(
  make: (schedule: Schedule, options: Options) => Schedule,
  ...options: readonly string[]
): SpecType {
  return {
    options: [...options, "schedule"],
    holds: "schedule",
    make: (given: { readonly schedule: unknown }, [schedule]) => {
      const { schedule: _spec, ...own } = given;
      return make(schedule!, own as Options);
    },
  };
}

/** The parts of a type that has exactly two. */
function two(type: string, parts: readonly Schedule[]): [Schedule, Schedule] {
  if (parts.length === 2) return [parts[0]!, parts[1]!];
  throw new LehrError("BAD_SPEC", `${type}: must have two parts, got ${parts.length}`);
}

/** Every type that a spec may name. */
export const specTypes: Readonly<Record<string, SpecType>> = {
  constant: { options: ["level", "steps"], make: constant },
  linear: { options: eased, make: linear },
  cosine: { options: [...eased, "power", "kDecay"], make: cosine },
  polynomial: { options: [...eased, "power", "kDecay"], make: polynomial },
  tanh: { options: [...eased, "lower", "upper"], make: tanh },
  exponential: { options: [...eased, "factor", "every", "halfLife"], make: exponential },
  stepDecay: { options: ["every", "factor", ...eased], make: stepDecay },
  milestones: { options: ["at", "factor", ...eased], make: milestones },
  piecewise: { options: ["at", "levels"], make: piecewise },
  interpolate: { options: ["at", "levels", "ease"], make: interpolate },
  inverseTime: { options: ["every", "factor", ...eased], make: inverseTime },
  inverseSqrt: { options: ["every", ...eased], make: inverseSqrt },
  cyclic: {
    options: ["rise", "fall", "start", "peak", "ease", "factor", "per", "cycles"],
    make: cyclic,
  },
  sequence: ofParts(sequence),
  product: ofParts(product),
  sum: ofParts(sum),
  mean: ofParts(mean),
  warmup: around(warmup, "steps", "start", "ease", "countFrom"),
  cooldown: around(cooldown, "steps", "end", "ease"),
  restarts: around(restarts, "cycles", "stretch", "factor"),
  cut: around(cut, "steps"),
  shift: around(shift, "steps"),
  stretch: around(stretch, "factor"),
  staircase: around(staircase, "every"),
  clamp: around(clamp, "min", "max"),
  noise: around(noise, "seed", "spread"),
  // Recipes may be written by their name; the schedule's own spec is what they are made of.
  wsd: { options: ["totalSteps", "warmup", "cooldown", "ease", "start", "end"], make: wsd },
  wsqd: { options: ["totalSteps", "warmup", "every", "cooldown", "end"], make: wsqd },
  oneCycle: { options: [...cycle, "start", "end"], make: oneCycle },
  oneCycleMomentum: { options: [...cycle, "min", "max"], make: oneCycleMomentum },
  flatThenCosine: { options: ["totalSteps", "hold", "end"], make: flatThenCosine },
  sgdr: { options: ["steps", "warmup", "end", "cycles", "stretch", "factor"], make: sgdr },
  noam: { options: ["warmup", "modelSize"], make: noam },
  rest: around(rest, "from", "steps"),
  turn: {
    options: ["at", "steps", "ease", "parts"],
    holds: "parts",
    make: (options, parts) => turn(...two("turn", parts), options),
  },
  CosineAnnealingLR: { options: ["tMax", "etaMin"], make: cosineAnnealingLR },
  CosineAnnealingWarmRestarts: { options: ["t0", "tMult", "etaMin"], make: cosineAnnealingWarmRestarts },
  // Those with functions are here to be refused with the reason.
  LambdaLR: { options: ["lrLambda"], make: lambdaLR },
  MultiplicativeLR: { options: ["lrLambda"], make: multiplicativeLR },
  StepLR: { options: ["stepSize", "gamma"], make: stepLR },
  MultiStepLR: { options: ["milestones", "gamma"], make: multiStepLR },
  ConstantLR: { options: ["factor", "totalIters"], make: constantLR },
  LinearLR: { options: ["startFactor", "endFactor", "totalIters"], make: linearLR },
  ExponentialLR: { options: ["gamma"], make: exponentialLR },
  PolynomialLR: { options: ["totalIters", "power"], make: polynomialLR },
  SWALR: { options: ["swaLr", "annealEpochs", "annealStrategy"], make: swaLR },
  CyclicLR: {
    options: [
      "baseLr",
      "maxLr",
      "stepSizeUp",
      "stepSizeDown",
      "mode",
      "gamma",
      "scaleFn",
      "scaleMode",
      ...momentumCycle,
    ],
    make: cyclicLR,
  },
  OneCycleLR: {
    options: [
      "maxLr",
      "totalSteps",
      "epochs",
      "stepsPerEpoch",
      "pctStart",
      "annealStrategy",
      "divFactor",
      "finalDivFactor",
      "threePhase",
      ...momentumCycle,
    ],
    make: oneCycleLR,
  },
  SequentialLR: {
    options: ["schedulers", "milestones"],
    holds: "schedulers",
    make: ({ milestones }: SequentialSchedules, schedules) => sequentialLR({ schedules, milestones }),
  },
  ChainedScheduler: {
    options: ["schedulers"],
    holds: "schedulers",
    make: (_, schedules) => chainedScheduler({ schedules }),
  },
};
