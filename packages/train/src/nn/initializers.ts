import type { Initializer } from "./parameter.js";

/** Uniform on [−bound, bound). PyTorch's linear and convolution layers use bound = 1/√fanIn. */
export function uniform(bound: number): Initializer {
  return (random, size) => Float32Array.from({ length: size }, () => (2 * random.uniform() - 1) * bound);
}

/** The standard normal distribution, as PyTorch's embeddings start. */
export const normal: Initializer = (random, size) =>
  Float32Array.from({ length: size }, () => random.normal());

/** The same value everywhere: PyTorch's layer norm starts with ones and zeros. */
export function filled(value: number): Initializer {
  return (_, size) => new Float32Array(size).fill(value);
}
