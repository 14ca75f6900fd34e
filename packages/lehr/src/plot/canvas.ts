/** Which bit of a braille character each dot is, by row and column within the character. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

const BRAILLE = 0x2800;

/** One character of a canvas, and which line it belongs to. */
export interface Cell {
  readonly text: string;
  /** The line that was drawn here last; undefined where nothing is. */
  readonly line: number | undefined;
}

/** A grid of characters with 2 × 4 dots each. Dot (0, 0) is at the upper left. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #bits: Uint8Array;
  readonly #lines: Int16Array;
  readonly #marks = new Map<number, string>();

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#bits = new Uint8Array(width * height);
    this.#lines = new Int16Array(width * height).fill(-1);
  }

  dot(x: number, y: number, line: number): void {
    const cell = this.#cell(x, y);
    this.#bits[cell]! |= DOTS[y & 3]![x & 1]!;
    this.#lines[cell] = line;
  }

  /** A straight line of dots, both ends included. */
  line(fromX: number, fromY: number, toX: number, toY: number, line: number): void {
    const length = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let i = 0; i <= length; i++) {
      const part = i / length;
      this.dot(Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part), line);
    }
  }

  /** Puts a whole character where this dot is, over whatever is there. */
  mark(x: number, y: number, text: string, line: number): void {
    const cell = this.#cell(x, y);
    this.#marks.set(cell, text);
    this.#lines[cell] = line;
  }

  at(column: number, row: number): Cell {
    const cell = row * this.width + column;
    const bits = this.#bits[cell]!;
    const text = this.#marks.get(cell) ?? (bits === 0 ? " " : String.fromCharCode(BRAILLE + bits));
    return { text, line: this.#lines[cell]! < 0 ? undefined : this.#lines[cell]! };
  }

  #cell(x: number, y: number): number {
    return (y >> 2) * this.width + (x >> 1);
  }
}
