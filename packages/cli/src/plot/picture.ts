import type { Phase } from "lehr";
import { braillePlot, type BrailleOptions, type Rule, type Series } from "lehr/plot";

/** Series on common axes. */
export interface Panel {
  readonly title?: string;
  readonly series: readonly Series[];
  readonly rules: readonly Rule[];
}

/** What `lehr plot` draws: panels from top to bottom, and what there is to say about them. */
export interface Picture {
  readonly panels: readonly Panel[];
  readonly remarks: readonly string[];
}

/** How to draw panels. */
export type DrawOptions = Pick<BrailleOptions, "width" | "height" | "color" | "log">;

/** Draws the panels for a terminal. */
export function drawPanels(panels: readonly Panel[], options: DrawOptions): string {
  return panels
    .map(({ series, ...panel }) => braillePlot(series, { ...options, ...panel, xLabel: "step" }))
    .join("\n\n");
}

/** A line where each phase begins. */
export function rulesOf(phases: readonly Phase[]): Rule[] {
  return phases.map(({ start, name }) => ({ x: start, name }));
}
