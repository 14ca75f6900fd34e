/** A million values of a warmup-cosine into a Float64Array. */
import { cosine, values, warmup } from "lehr";
import { interleave, milliseconds } from "./measure.mjs";

export async function run() {
  const schedule = warmup(cosine({ steps: 990_000 }), { steps: 10_000 });
  const { lehr } = await interleave({ lehr: () => milliseconds(() => values(schedule, 1_000_000, 0.1)) }, 15);
  return { milliseconds: lehr, atMost: 25 };
}
