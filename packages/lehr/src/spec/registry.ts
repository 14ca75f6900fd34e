import { clamp } from "../combine/clamp.js";
import { product } from "../combine/product.js";
import { restarts } from "../combine/restarts.js";
import { sequence } from "../combine/sequence.js";
import { warmup } from "../combine/warmup.js";
import type { Schedule } from "../schedule.js";
import { cosineAnnealingLR } from "../scheduler/torch/cosineAnnealingLR.js";
import { cosineAnnealingWarmRestarts } from "../scheduler/torch/cosineAnnealingWarmRestarts.js";
import { constant } from "../shapes/constant.js";
import { cosine } from "../shapes/cosine.js";
import { exponential } from "../shapes/exponential.js";
import { linear } from "../shapes/linear.js";
import { polynomial } from "../shapes/polynomial.js";

/** How the specs of one type become schedules. */
export interface SpecType {
  /** The options besides `type`. */
  readonly options: readonly string[];
  /** Which option holds schedules: one (`schedule`) or a list of them (`parts`). */
  readonly holds?: "schedule" | "parts";
  /** Makes it, from its options and the schedules it holds. The maker checks the values. */
  readonly make: (options: never, schedules: readonly Schedule[]) => Schedule;
}

const eased = ["steps", "start", "end"];

/** Every type that a spec may name. */
export const specTypes: Readonly<Record<string, SpecType>> = {
  constant: { options: ["level", "steps"], make: constant },
  linear: { options: eased, make: linear },
  cosine: { options: eased, make: cosine },
  polynomial: { options: [...eased, "power"], make: polynomial },
  exponential: { options: eased, make: exponential },
  sequence: { options: ["parts"], holds: "parts", make: (_, parts) => sequence(...parts) },
  product: { options: ["parts"], holds: "parts", make: (_, parts) => product(...parts) },
  warmup: {
    options: ["steps", "start", "ease", "schedule"],
    holds: "schedule",
    make: (options, [schedule]) => warmup(schedule!, options),
  },
  restarts: {
    options: ["cycles", "stretch", "factor", "schedule"],
    holds: "schedule",
    make: (options, [schedule]) => restarts(schedule!, options),
  },
  clamp: {
    options: ["min", "max", "schedule"],
    holds: "schedule",
    make: (options, [schedule]) => clamp(schedule!, options),
  },
  CosineAnnealingLR: { options: ["tMax", "etaMin"], make: cosineAnnealingLR },
  CosineAnnealingWarmRestarts: { options: ["t0", "tMult", "etaMin"], make: cosineAnnealingWarmRestarts },
};
