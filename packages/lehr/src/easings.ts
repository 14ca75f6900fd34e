/** A curve from 0 to 1. `ease(t)` has risen that far at t in [0, 1]; it is exactly 0 at 0 and 1 at 1. */
export interface Easing {
  (t: number): number;
  /** 1 − ease(1 − s), computed without subtracting from 1: what is left to rise when s of the way is left. */
  readonly rest: (s: number) => number;
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
const cosine: Easing = /* @__PURE__ */ easing((t) => halfCosine(t), halfCosine);

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

/** 1 − (1 − t)^power: PyTorch's and Keras' polynomial decay when it falls. */
export function polynomialEasing(power: number): Easing {
  return easing(
    (t) => 1 - (1 - t) ** power,
    (s) => s ** power,
  );
}

/** The easings that a spec may name in `ease`. */
export const easings = { linear, cosine, sqrt, square } as const;

/** The name of an easing. */
export type EasingName = keyof typeof easings;

/** The names, in the order in which help and errors list them. */
export const easingNames = Object.keys(easings) as readonly EasingName[];

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
