import { numpy as np } from "@jax-js/jax";
import { checkInput, checkWhole } from "./check.js";
import { uniform } from "./initializers.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { every, pair, windowCount, type Pair } from "./window.js";

/** Options of {@link conv2d}. */
export interface Conv2dOptions {
  /** The step from one window to the next. Default 1. */
  readonly stride?: Pair;
  /** How many rows and columns of zeros stand around the image. Default 0. */
  readonly padding?: Pair;
  /** Whether a learned constant is added to each channel. Default true. */
  readonly bias?: boolean;
}

/**
 * Slides `outChannels` learned windows over images: [batch, inChannels, rows, columns] →
 * [batch, outChannels, ⌊(rows + 2·padding − kernel) / stride⌋ + 1, the same for columns].
 *
 * `weight` is [outChannels, inChannels, kernel rows, kernel columns]; it and `bias` start uniform on
 * ±1/√(inChannels · window area), as in PyTorch.
 *
 * @throws LehrError BAD_VALUE for sizes that are not whole numbers in their range, or an input of another
 * shape.
 * @example
 * import { nn } from "@lehr/train";
 * const model = nn.sequential(
 *   nn.conv2d(1, 16, 3, { padding: 1 }),
 *   nn.relu(),
 *   nn.maxPool2d(2),
 *   nn.flatten(),
 *   nn.linear(16 * 14 * 14, 10),
 * );
 */
export function conv2d(
  inChannels: number,
  outChannels: number,
  kernel: Pair,
  options: Conv2dOptions = {},
): Module {
  const [kernelRows, kernelColumns] = pair(kernel);
  const [strideRows, strideColumns] = pair(options.stride ?? 1);
  const [paddingRows, paddingColumns] = pair(options.padding ?? 0);
  const kernelSizes = { "kernel rows": kernelRows, "kernel columns": kernelColumns };
  const strides = { "stride rows": strideRows, "stride columns": strideColumns };
  checkWhole("conv2d", { inChannels, outChannels, ...kernelSizes, ...strides });
  checkWhole("conv2d", { "padding rows": paddingRows, "padding columns": paddingColumns }, 0);

  const fanIn = inChannels * kernelRows * kernelColumns;
  const start = uniform(1 / Math.sqrt(fanIn));
  const weight = new Parameter([outChannels, inChannels, kernelRows, kernelColumns], start);
  const bias = options.bias === false ? undefined : new Parameter([outChannels], start);
  return new Module("conv2d", {
    parameters: bias ? { weight, bias } : { weight },
    apply: (x, scope) => {
      const [batch = 0, channels, height = 0, width = 0] = x.shape;
      const rows = windowCount(height + 2 * paddingRows, kernelRows, strideRows);
      const columns = windowCount(width + 2 * paddingColumns, kernelColumns, strideColumns);
      const fits = x.ndim === 4 && channels === inChannels && rows > 0 && columns > 0;
      const must = `be [batch, ${inChannels}, rows, columns], no smaller than the kernel ${kernelRows}×${kernelColumns}`;
      checkInput("conv2d", scope, x, fits, must);

      const image = np.pad(x.transpose([1, 0, 2, 3]), {
        2: [paddingRows, paddingRows],
        3: [paddingColumns, paddingColumns],
      });
      const besides = im2col(image, 3, kernelColumns, columns, strideColumns);
      const windows = im2col(besides, 2, kernelRows, rows, strideRows).reshape([
        fanIn,
        batch * rows * columns,
      ]);
      const filters = scope.use(weight).transpose([0, 2, 3, 1]).reshape([outChannels, fanIn]);
      const product = np.matmul(toFours(filters, 1), toFours(windows, 0));
      const output = bias ? product.add(scope.use(bias).reshape([outChannels, 1])) : product;
      return output.reshape([outChannels, batch, rows, columns]).transpose([1, 0, 2, 3]);
    },
  });
}

/** Every place of a window along an axis, one after the other along axis 0. Owns `x`. */
function im2col(x: np.Array, axis: number, kernel: number, count: number, stride: number): np.Array {
  const places = Array.from({ length: kernel }, (_, place) => every(x.ref, axis, place, count, stride));
  x.dispose();
  return np.concatenate(places, 0);
}

/** Fills an axis up with zeros: the engine multiplies four numbers at once only if four divides it. */
function toFours(x: np.Array, axis: number): np.Array {
  const missing = (4 - (x.shape[axis]! % 4)) % 4;
  if (missing === 0) return x;
  // Not np.pad: it would be computed anew for every product.
  return np.concatenate([x, np.zeros(x.shape.with(axis, missing))], axis);
}
