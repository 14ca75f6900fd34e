import { Module } from "./module.js";

/**
 * Layers one after the other, each on the output of the one before.
 *
 * @example
 * import { nn } from "@lehr/train";
 * const model = nn.sequential(nn.linear(10, 10));
 * model.parameters().map((p) => p.name); // => ["0.weight", "0.bias"]
 */
export function sequential(...layers: readonly Module[]): Module {
  return new Module("sequential", {
    children: Object.fromEntries(layers.map((layer, index) => [index, layer])),
    apply: (x, scope) => layers.reduce((value, layer, index) => scope.run(String(index), layer, value), x),
  });
}
