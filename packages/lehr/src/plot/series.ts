/** Points to draw, in the order of x. A y that is not a number is a gap. */
export interface Series {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Draws the points by themselves instead of a line through them. Default false. */
  readonly points?: boolean;
}
