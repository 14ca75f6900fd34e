import { positiveInteger } from "../check.js";
import { Canvas, type Cell } from "./canvas.js";
import { drawing, type Drawing, type DrawingOptions } from "./drawing.js";
import type { Series } from "./series.js";
import { onOneLine } from "./words.js";

/** Options of {@link braillePlot}. */
export interface BrailleOptions extends DrawingOptions {
  /** Characters from the left edge to the right, axis included. Default 80. */
  readonly width?: number;
  /** Lines that the curves get. Default 12. */
  readonly height?: number;
  /** Whether to write ANSI colours. Default false. */
  readonly color?: boolean;
}

/** Cyan, yellow, magenta, green, blue: apart from each other for most eyes, on black and on white. */
const COLORS = [36, 33, 35, 32, 34];
const DIM = 2;
const POINT = "●";
const RULE = { text: "┊", line: undefined };

/** How far the name of a short phase may stand from where the phase begins. */
const NAME_SLACK = 8;

/**
 * Draws series with braille characters, as text for a terminal: a title, the names of the phases, the
 * curves with both axes, and a line about anything that could not be drawn. There is no newline at the end.
 *
 * @throws LehrError BAD_VALUE for a width or height that is not a positive integer.
 * @example
 * import { cosine } from "lehr";
 * import { braillePlot, rates } from "lehr/plot";
 * console.log(braillePlot([rates(cosine({ steps: 100 }), { count: 101 })], { width: 60, height: 8 }));
 */
export function braillePlot(series: readonly Series[], options: BrailleOptions = {}): string {
  const { width = 80, height = 12, color = false } = options;
  positiveInteger("braillePlot", "width", width);
  positiveInteger("braillePlot", "height", height);
  const paint: Paint = (text, code) =>
    color && text.trim() !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;

  const model = drawing(series, options, {
    columns: 2 * width,
    xTicks: Math.max(2, Math.floor(width / 14)),
    yTicks: Math.max(2, Math.floor(height / 2)),
  });
  const rowOf = (value: number): number => dotRow(model.y.place(value)!, height) >> 2;
  const texts = new Map(model.y.ticks.map(({ value, text }) => [rowOf(value), text]));
  const margin = Math.max(0, ...[...texts.values()].map((text) => text.length)) + 1;
  const columns = Math.max(2, width - margin - 1);
  const columnOf = (value: number): number => dotColumn(model.x.place(value)!, columns) >> 1;

  const canvas = drawn(model, columns, height);
  const ruled = new Set(model.rules.map(({ x }) => columnOf(x)));
  const rows = Array.from({ length: height }, (_, row) => {
    const text = texts.get(row);
    const cells = Array.from({ length: columns }, (_, column) => {
      const cell = canvas.at(column, row);
      return cell.text === " " && column > 0 && ruled.has(column) ? RULE : cell;
    });
    return `${(text ?? "").padStart(margin - 1)} ${paint(text ? "┤" : "│", DIM)}${painted(cells, paint)}`;
  });

  const names = onOneLine(
    model.rules.map(({ x, name }) => [columnOf(x), name]),
    columns,
    NAME_SLACK,
  );
  const marks = new Set(model.x.ticks.map(({ value }) => columnOf(value)));
  const foot = Array.from({ length: columns }, (_, column) => (marks.has(column) ? "┬" : "─")).join("");
  const label = model.xLabel ? ` ${model.xLabel}` : "";
  const ticks = onOneLine(
    model.x.ticks.map(({ value, text }) => [columnOf(value) - (text.length >> 1), text]),
    columns - label.length,
  );
  const indent = " ".repeat(margin);
  return [
    [model.title, legend(model, paint)].filter(Boolean).join("   "),
    names && `${indent} ${paint(names, DIM)}`,
    ...rows,
    `${indent}${paint(`└${foot}`, DIM)}`,
    `${indent} ${ticks.padEnd(columns - label.length)}${label}`,
    ...model.notes,
  ]
    .filter((line) => line !== "")
    .map((line) => line.trimEnd())
    .join("\n");
}

type Paint = (text: string, code: number) => string;

function colorOf(line: number): number {
  return COLORS[line % COLORS.length]!;
}

function dotColumn(place: number, columns: number): number {
  return Math.round(place * (2 * columns - 1));
}

function dotRow(place: number, rows: number): number {
  return Math.round((1 - place) * (4 * rows - 1));
}

function drawn(model: Drawing, columns: number, rows: number): Canvas {
  const canvas = new Canvas(columns, rows);
  model.lines.forEach((line, number) => {
    for (const stretch of line.stretches) {
      const dots = stretch.map(([x, y]) => [dotColumn(x, columns), dotRow(y, rows)] as const);
      dots.forEach(([x, y], index) => {
        const [fromX, fromY] = dots[Math.max(0, index - 1)]!;
        if (line.points) canvas.mark(x, y, POINT, number);
        else canvas.line(fromX, fromY, x, y, number);
      });
    }
  });
  return canvas;
}

/** Neighbours of one colour, and the blanks between them, are painted together: it keeps the text short. */
function painted(cells: readonly Cell[], paint: Paint): string {
  let text = "";
  for (let from = 0, to = 0; from < cells.length; from = to) {
    const { line } = cells[from]!;
    while (to < cells.length && (cells[to]!.line === line || cells[to]!.text === " ")) to++;
    const run = cells.slice(from, to).map((cell) => cell.text);
    text += paint(run.join(""), line === undefined ? DIM : colorOf(line));
  }
  return text;
}

function legend({ lines }: Drawing, paint: Paint): string {
  if (lines.length < 2) return "";
  return lines
    .map(({ name, points }, number) => paint(`${points ? POINT : "⠒⠒"} ${name}`, colorOf(number)))
    .join("  ");
}
