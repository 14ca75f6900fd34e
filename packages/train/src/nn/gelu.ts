import { lax, numpy as np } from "@jax-js/jax";
import { polynomial, withSlope } from "./elementary.js";
import { expOfNegative } from "./exp.js";
import { Module } from "./module.js";

/** Mills' ratio (1 − Φ(a)) / φ(a) on 0 ≤ a ≤ 6: a least-squares fit, weighted by φ(a). */
const MILLS = [
  1.253313, -0.99992991, 0.62595105, -0.33037845, 0.14998219, -0.057394757, 0.01758378, -0.0040190961,
  0.00062778472, -5.8777683e-5, 2.4607099e-6,
];

/**
 * x·Φ(x), where Φ is the distribution function of the standard normal: PyTorch's default, exact GELU. Right
 * to 1e-6. The engine's own, by its erf, takes five times as long on wasm: it does one number at a time.
 *
 * @example
 * import { nn, tensor } from "@lehr/train";
 * await (await nn.gelu().predict(tensor([0]))).data(); // => Float32Array.of(0)
 */
export function gelu(): Module {
  return new Module("gelu", {
    apply: (input) => {
      const x = lax.stopGradient(input.ref) as np.Array;
      const magnitude = np.maximum(x.ref, x.ref.neg());
      const clipped = np.minimum(magnitude.ref, 6);
      const density = expOfNegative(clipped.ref.mul(clipped.ref).mul(-0.5)).mul(1 / Math.sqrt(2 * Math.PI));
      const tail = density.ref.mul(polynomial(clipped, MILLS));
      const value = np.maximum(x.ref, 0).sub(magnitude.mul(tail.ref));
      const below = np.where(x.ref.less(0), tail.ref, tail.neg().add(1));
      return withSlope(input, value, below.add(x.mul(density)));
    },
  });
}
