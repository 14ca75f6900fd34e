export type { Axis } from "./axis.js";
export { braillePlot, type BrailleOptions } from "./braille.js";
export type { Point } from "./decimate.js";
export {
  drawing,
  type Drawing,
  type DrawingOptions,
  type Line,
  type Resolution,
  type Rule,
} from "./drawing.js";
export { rates, type RatesOptions } from "./rates.js";
export type { Series } from "./series.js";
export type { Tick } from "./ticks.js";
