import type { numpy as np } from "@jax-js/jax";

/** A moment of training, held without copying. */
export interface Snapshot {
  /** Goes back to it. After this or `release`, both do nothing. */
  restore(): void;
  release(): void;
}

/** An update that has been checked and not yet made. */
export interface NextUpdate {
  /** What the traced update takes besides parameters and gradients. The caller owns it. */
  take(): [slots: np.Array[][], scalars: np.Array];
  /** Takes ownership of what came out of it, lets the old arrays go, and counts it. */
  commit(values: np.Array[], slots: np.Array[][]): void;
}
