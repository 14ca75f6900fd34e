/** What went wrong, as a stable word that programs may test. */
export type ErrorCode =
  | "BAD_VALUE"
  | "UNKNOWN_KEY"
  | "UNKNOWN_TYPE"
  | "BAD_SPEC"
  | "UNBOUND"
  | "BAD_STATE"
  | "SCHEDULE_MISMATCH"
  | "BAD_DATA"
  | "BAD_CONFIG"
  | "BAD_CHECKPOINT"
  | "RUN_LOCKED"
  | "NO_DEVICE"
  | "IO";

/**
 * Every error that Lehr throws on purpose. The message says where, what must hold, what came and the
 * likely slip; `code` is stable across versions, the wording is not.
 *
 * @example
 * import { cosine, LehrError } from "lehr";
 * try {
 *   cosine({ steps: 0 });
 * } catch (error) {
 *   console.log((error as LehrError).code); // BAD_VALUE
 * }
 */
export class LehrError extends Error {
  override readonly name: string = "LehrError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
