/** A number in three digits: `0.318`, `12.5`, `2.41e-4`. Below a hundredth and from a million with an exponent. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size < 1e-2 || size >= 1e6) return value.toExponential(2).replace("e+", "e");
  return size >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** {@link number} without zeros at the end: `2e-3`, `0.1`. */
export function short(value: number): string {
  const [digits, exponent] = number(value).split("e");
  const shortest = digits!.includes(".") ? digits!.replace(/\.?0+$/, "") : digits!;
  return exponent === undefined ? shortest : `${shortest}e${exponent}`;
}

/** A share as percent: `52.0 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Seconds as a clock shows them: `0:13`, `1:02:03`; `-:--` for a time that is not known. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-:--";
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number): string => String(part).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A count with its thousands apart: `103,009`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
