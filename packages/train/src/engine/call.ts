import type { numpy as np } from "@jax-js/jax";

/** An argument of a compiled function: an array, or lists of them. */
type Argument = np.Array | readonly Argument[];

/**
 * Calls a compiled function, which owns its arguments. The engine forgets them when it refuses to compile
 * (a layer refuses the shape, say); they are let go of here then.
 */
export function call<Arguments extends readonly Argument[], Result>(
  compiled: (...given: Arguments) => Result,
  ...given: Arguments
): Result {
  const arrays = listed(given);
  const counts = arrays.map((array) => array.refCount);
  try {
    return compiled(...given);
  } catch (error) {
    arrays.forEach((array, index) => {
      // What failed while it ran has used its arguments up already.
      if (array.refCount === counts[index]) array.dispose();
    });
    throw error;
  }
}

function listed(given: readonly Argument[]): np.Array[] {
  return given.flatMap((argument) =>
    Array.isArray(argument) ? listed(argument as readonly Argument[]) : [argument as np.Array],
  );
}
