import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers that is a function of its labels, so nothing about it needs saving. */
export interface RandomStream {
  /** The next number, uniform on [0, 1). */
  uniform(): number;
  /** The next number of the standard normal distribution. */
  normal(): number;
  /** The next whole number, uniform on 0 … below − 1. */
  integer(below: number): number;
}

/**
 * The stream that belongs to these labels: `randomStream(seed, "order", epoch)` is the same numbers in
 * every process, on every device, however often it is asked for.
 */
export function randomStream(...labels: readonly (number | string)[]): RandomStream {
  const generator = xoroshiro128plus(hash(labels.join("/")));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    // Box–Muller; 1 − u keeps the logarithm away from 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (below) => uniformInt(generator, 0, below - 1),
  };
}

/** 0 … count − 1 in the order that belongs to these labels (Fisher–Yates). */
export function permutation(count: number, ...labels: readonly (number | string)[]): Int32Array {
  const random = randomStream(...labels);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
  return order;
}

/** FNV-1a with murmur's final mix: nearby labels give unrelated 32-bit seeds. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
