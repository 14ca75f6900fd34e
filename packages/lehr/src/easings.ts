/** A curve from 0 to 1. `ease(t)` has risen that far at t in [0, 1]; it is exactly 0 at 0 and 1 at 1. */
export interface Easing {
  (t: number): number;
  /** 1 − ease(1 − s), computed without subtracting from 1: what is left to rise when s of the way is left. */
  readonly rest: (s: number) => number;
  /** The curve over so many steps, for the few that depend on how many there are. */
  readonly over?: (steps: number) => Easing;
}

function easing(ease: (t: number) => number, rest: (s: number) => number): Easing {
  return Object.assign(ease, { rest });
}

/** A straight line: t. */
const linear: Easing = /* @__PURE__ */ easing(
  (t) => t,
  (s) => s,
);

/** The half cosine ½(1 − cos πt), as sin²(πt/2): the same curve without cancellation near 0. */
const halfCosine = (t: number): number => Math.sin((Math.PI / 2) * t) ** 2;
export const cosine: Easing = /* @__PURE__ */ easing((t) => halfCosine(t), halfCosine);

/** √t: falls fast at first when laid over a decay (the “1 − sqrt” cooldown of Hägele et al. 2024). */
const sqrt: Easing = /* @__PURE__ */ easing(
  (t) => Math.sqrt(t),
  (s) => s / (1 + Math.sqrt(1 - s)),
);

/** t²: slow at first. */
const square: Easing = /* @__PURE__ */ easing(
  (t) => t * t,
  (s) => s * (2 - s),
);

/** 2 − 2·½^t: Megatron's exponential cooldown 2·½^x − 1 when laid over a decay. */
const exponential: Easing = /* @__PURE__ */ easing(
  (t) => (t === 1 ? 1 : -2 * Math.expm1(-t * Math.LN2)),
  (s) => (s === 1 ? 1 : Math.expm1(s * Math.LN2)),
);

/** log(1 + t·steps)/log(1 + steps), DeepSpeed's warmup. Read by itself it is that of nine steps. */
const log: Easing = /* @__PURE__ */ Object.assign(/* @__PURE__ */ logarithmic(9), { over: logarithmic });

function logarithmic(steps: number): Easing {
  const whole = Math.log1p(steps);
  return easing(
    (t) => (t === 1 ? 1 : Math.log1p(t * steps) / whole),
    (s) => (s === 1 ? 1 : -Math.log1p((-s * steps) / (1 + steps)) / whole),
  );
}

/** 1 − (1 − t)^power: PyTorch's and Keras' polynomial decay when it falls. */
export function polynomialEasing(power: number): Easing {
  return easing(
    (t) => 1 - (1 - t) ** power,
    (s) => s ** power,
  );
}

/** A power of what the half cosine leaves: ½(1 + cos πt)^power when it falls, Optax' `exponent`. */
export function cosineEasing(power: number): Easing {
  if (power === 1) return cosine;
  return easing(
    (t) => -Math.expm1(power * Math.log1p(-halfCosine(t))),
    (s) => halfCosine(s) ** power,
  );
}

/** The piece of the hyperbolic tangent between two arguments, stretched to reach from 0 to 1. */
export function tanhEasing(lower: number, upper: number): Easing {
  const width = upper - lower;
  // tanh a − tanh b is sinh(a − b)/(cosh a · cosh b): the difference itself has no digits where both are near 1.
  const rising = (t: number, from: number, to: number): number =>
    t === 1 ? 1 : (Math.sinh(width * t) * Math.cosh(to)) / (Math.cosh(from + width * t) * Math.sinh(width));
  return easing(
    (t) => rising(t, lower, upper),
    (s) => rising(s, -upper, -lower),
  );
}

/** The same curve over t^kDecay instead of t (timm's k-decay): above 1 it stays high for longer. */
export function delayed(ease: Easing, kDecay: number): Easing {
  if (kDecay === 1) return ease;
  return easing(
    (t) => ease(t ** kDecay),
    (s) => ease.rest(-Math.expm1(kDecay * Math.log1p(-s))),
  );
}

/** The easings that a spec may name in `ease`. `oneMinusSqrt` is what papers call `sqrt` when it falls. */
export const easings = { linear, cosine, sqrt, oneMinusSqrt: sqrt, square, exponential, log } as const;

/** The name of an easing. */
export type EasingName = keyof typeof easings;

/** The names, in the order in which help and errors list them. */
export const easingNames = /* @__PURE__ */ Object.keys(easings) as readonly EasingName[];

/** The easing of this name, over so many steps. */
export function easingOver(name: EasingName, steps: number): Easing {
  const ease: Easing = easings[name];
  return ease.over?.(steps) ?? ease;
}

/**
 * `from` at t = 0, `to` at t = 1, on the easing between: measured from the nearer end, so both ends are
 * exact, no value leaves the two levels, and a rate near 0 keeps all its digits.
 *
 * @param t how far the stretch has come, in [0, 1]
 * @param s how much of it is left, 1 − t, computed apart so that it is exact near the end
 */
export function mix(ease: Easing, from: number, to: number, t: number, s: number): number {
  const up = ease(t);
  return up <= 0.5 ? from + (to - from) * up : to + (from - to) * ease.rest(s);
}
