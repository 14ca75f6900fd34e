/**
 * One call of a schedule, in nanoseconds, over a whole warmup-cosine of 100,000 steps: Lehr's, the same
 * written as Optax writes it (closures joined at boundaries), and a piecewise scale as d3 has it (a table of
 * domain and range, a cosine laid over each piece). And what nesting costs: ten pieces against one.
 */
import { constant, cosine, linear, sequence, warmup } from "lehr";
import { interleave } from "./measure.mjs";

const STEPS = 100_000;
const WARMUP = 1000;

/** Closures over (step) => rate, joined with local steps: Optax's join_schedules in plain code. */
function closures() {
  const rise = (step) => Math.min(step / WARMUP, 1);
  const fall = (step) => 0.5 * (1 + Math.cos((Math.PI * Math.min(step, STEPS - WARMUP)) / (STEPS - WARMUP)));
  const schedules = [rise, fall];
  const boundaries = [WARMUP];
  return (step, base) => {
    let value = schedules[0](step);
    for (let i = 0; i < boundaries.length; i++) {
      if (step >= boundaries[i]) value = schedules[i + 1](step - boundaries[i]);
    }
    return base * value;
  };
}

/** A table of domain and range, bisected: how a piecewise scale works. */
function scale() {
  const domain = [0, WARMUP, STEPS];
  const range = [0, 1, 0];
  const ease = [(t) => t, (t) => (1 - Math.cos(Math.PI * t)) / 2];
  return (step, base) => {
    let low = 1;
    let high = domain.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (domain[middle] <= step) low = middle + 1;
      else high = middle;
    }
    const [from, to] = [domain[low - 1], domain[low]];
    const t = Math.min(1, (step - from) / (to - from));
    return base * (range[low - 1] + (range[low] - range[low - 1]) * ease[low - 1](t));
  };
}

const pieces = (count) =>
  sequence(
    ...Array.from({ length: count }, (_, i) =>
      i % 2 ? constant({ steps: STEPS / count }) : linear({ steps: STEPS / count, start: 0.5, end: 1 }),
    ),
  );

function perCall(schedule) {
  const out = new Float64Array(STEPS);
  return () => {
    const start = process.hrtime.bigint();
    for (let step = 0; step < STEPS; step++) out[step] = schedule(step, 0.1);
    return Number(process.hrtime.bigint() - start) / STEPS;
  };
}

export async function run() {
  const flat = cosine({ steps: STEPS });
  const contestants = {
    lehr: perCall(warmup(cosine({ steps: STEPS - WARMUP }), { steps: WARMUP })),
    optaxStyle: perCall(closures()),
    scaleStyle: perCall(scale()),
    flat: perCall(flat),
    tenPieces: perCall(pieces(10)),
  };
  await interleave(contestants, 5);
  const nanoseconds = await interleave(contestants, 25);
  return {
    nanoseconds,
    tenPiecesOverFlat: nanoseconds.tenPieces / nanoseconds.flat,
    lehrOverOptaxStyle: nanoseconds.lehr / nanoseconds.optaxStyle,
    atMost: { tenPiecesOverFlat: 2 },
  };
}
