import type { numpy as np } from "@jax-js/jax";
import { LehrError } from "lehr";
import type { Scope } from "./scope.js";

/** @throws LehrError BAD_VALUE unless every number is whole and at least `least`. */
export function checkWhole(layer: string, numbers: Readonly<Record<string, number>>, least = 1): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isSafeInteger(value) || value < least) {
      throw new LehrError(
        "BAD_VALUE",
        `${layer}: ${name} must be a whole number of at least ${least}, got ${value}`,
      );
    }
  }
}

/** @throws LehrError BAD_VALUE unless p is in [0, 1). */
export function checkProbability(layer: string, name: string, p: number): void {
  if (!(p >= 0 && p < 1)) throw new LehrError("BAD_VALUE", `${layer}: ${name} must be in [0, 1), got ${p}`);
}

/** @throws LehrError BAD_VALUE unless the number is finite and at least 0. */
export function checkNotNegative(layer: string, name: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new LehrError("BAD_VALUE", `${layer}: ${name} must be a finite number ≥ 0, got ${value}`);
}

/** @throws LehrError BAD_VALUE, with the layer's place in the model, unless `holds`. */
export function checkInput(layer: string, scope: Scope, x: np.Array, holds: boolean, must: string): void {
  if (holds) return;
  const where = scope.path ? `${layer} "${scope.path}"` : layer;
  const came = `${x.dtype === "float32" ? "" : `${x.dtype} `}[${x.shape.join(", ")}]`;
  throw new LehrError("BAD_VALUE", `${where}: the input must ${must}, got ${came}`);
}
