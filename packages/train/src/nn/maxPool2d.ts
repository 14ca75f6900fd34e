import { numpy as np } from "@jax-js/jax";
import { checkInput, checkWhole } from "./check.js";
import { Module } from "./module.js";
import { every, pair, windowCount, type Pair } from "./window.js";

/** Options of {@link maxPool2d}. */
export interface MaxPool2dOptions {
  /** The step from one window to the next. Default: the kernel, so that windows touch. */
  readonly stride?: Pair;
}

/**
 * The largest number of each window: [batch, channels, rows, columns] →
 * [batch, channels, ⌊(rows − kernel) / stride⌋ + 1, the same for columns].
 *
 * The gradient goes to the first of equal numbers, as in PyTorch.
 *
 * @throws LehrError BAD_VALUE for sizes that are not positive whole numbers, or an input that is not 4-D or
 * smaller than the kernel.
 * @example
 * import { nn, tensor } from "@lehr/train";
 * const pooled = await nn.maxPool2d(2).predict(tensor([1, 2, 3, 4], [1, 1, 2, 2]));
 * await pooled.data(); // => Float32Array.of(4)
 */
export function maxPool2d(kernel: Pair, options: MaxPool2dOptions = {}): Module {
  const [kernelRows, kernelColumns] = pair(kernel);
  const [strideRows, strideColumns] = pair(options.stride ?? kernel);
  const kernelSizes = { "kernel rows": kernelRows, "kernel columns": kernelColumns };
  const strides = { "stride rows": strideRows, "stride columns": strideColumns };
  checkWhole("maxPool2d", { ...kernelSizes, ...strides });
  return new Module("maxPool2d", {
    apply: (x, scope) => {
      const [, , height = 0, width = 0] = x.shape;
      const rows = windowCount(height, kernelRows, strideRows);
      const columns = windowCount(width, kernelColumns, strideColumns);
      const must = `be [batch, channels, rows, columns], no smaller than the kernel ${kernelRows}×${kernelColumns}`;
      checkInput("maxPool2d", scope, x, x.ndim === 4 && rows > 0 && columns > 0, must);
      return largest(largest(x, 3, kernelColumns, columns, strideColumns), 2, kernelRows, rows, strideRows);
    },
  });
}

/** The largest number of each window along an axis. Owns `x`. */
function largest(x: np.Array, axis: number, kernel: number, count: number, stride: number): np.Array {
  let most = every(x.ref, axis, 0, count, stride);
  // The engine gives the slope of a tie to the first argument: the earlier place.
  for (let place = 1; place < kernel; place++)
    most = np.maximum(most, every(x.ref, axis, place, count, stride));
  x.dispose();
  return most;
}
