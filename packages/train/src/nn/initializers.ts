import type { Initializer } from "./parameter.js";

/** Uniform on [−bound, bound). PyTorch's linear and convolution layers use bound = 1/√fanIn. */
export function uniform(bound: number): Initializer {
  return (random, size) => Float32Array.from({ length: size }, () => (2 * random.uniform() - 1) * bound);
}

/** Normal around 0. PyTorch's embeddings start with a standard deviation of 1, GPT-2's with 0.02. */
export function normal(std: number): Initializer {
  return (random, size) => Float32Array.from({ length: size }, () => std * random.normal());
}

/** The same value everywhere: PyTorch's layer norm starts with ones and zeros. */
export function filled(value: number): Initializer {
  return (_, size) => new Float32Array(size).fill(value);
}
