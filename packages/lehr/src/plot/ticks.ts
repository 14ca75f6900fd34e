/** A value on an axis, and how it is written. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Ticks, and the round numbers just outside the values. */
export interface Ticks {
  readonly ticks: readonly Tick[];
  readonly low: number;
  readonly high: number;
}

/** Round numbers (1, 2 or 5 times a power of ten apart) over a stretch, about `count` of them. */
export function linearTicks(min: number, max: number, count: number): Ticks {
  const step = roundStep((max - min) / Math.max(1, count));
  const first = Math.floor(min / step + 1e-9);
  const last = Math.ceil(max / step - 1e-9);
  const values = Array.from({ length: last - first + 1 }, (_, index) => times(first + index, step));
  const ticks = values.map((value) => ({ value, text: tickText(value, step, Math.max(-min, max)) }));
  return { ticks, low: times(first, step), high: times(last, step) };
}

/** Powers of ten, with their doubles and fives when there are few of them. */
export function logTicks(min: number, max: number, count: number): Ticks {
  const decades = Math.log10(max / min);
  const digits = decades * 3 <= count ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) values.push(Number(`${digit}e${power}`));
  }
  const low = roundBelow(min);
  const high = roundAbove(max);
  const inside = values.filter((value) => value >= low && value <= high);
  // A stretch without a power of ten is told by its ends.
  const shown = inside.length >= 2 ? inside : [low, high];
  const scale = low < 1e-3 ? low : high;
  return { ticks: shown.map((value) => ({ value, text: tickText(value, value, scale) })), low, high };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((digit * power).toPrecision(1));
}

function roundBelow(value: number): number {
  const [digit, power] = digitAndPower(value);
  return Number(`${digit >= 5 ? 5 : digit >= 2 ? 2 : 1}e${power}`);
}

function roundAbove(value: number): number {
  const [digit, power] = digitAndPower(value);
  return digit > 5 ? Number(`1e${power + 1}`) : Number(`${digit > 2 ? 5 : digit > 1 ? 2 : 1}e${power}`);
}

function digitAndPower(value: number): [number, number] {
  const [digit, power] = value.toExponential().split("e");
  return [Number(digit), Number(power)];
}

/** `count` steps, without the last digits that floating point adds (3 × 0.1). */
function times(count: number, step: number): number {
  return Number((count * step).toPrecision(12));
}

/** As many digits as the distance of the ticks asks for; with an exponent where `scale` is small or large. */
function tickText(value: number, step: number, scale: number): string {
  if (value === 0) return "0";
  const [, stepPower] = digitAndPower(step);
  if (scale < 1e-2 || scale >= 1e6) {
    const [, power] = digitAndPower(value);
    return value.toExponential(Math.max(0, power - stepPower)).replace("e+", "e");
  }
  return value.toFixed(Math.max(0, -stepPower));
}
