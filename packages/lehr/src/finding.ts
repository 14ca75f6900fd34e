/** Something about a schedule that is allowed and looks like a slip. */
export interface Finding {
  /** A stable word for it: `rises-after-end`. */
  readonly code: string;
  /** The step that it is about. */
  readonly step: number;
  /** What happens and why it matters, in one line, with the fix. */
  readonly message: string;
}
