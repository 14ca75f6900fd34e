import type { EvaluateEvent } from "@lehr/train";
import { number, percent } from "./format.js";

/** `step 40  validation loss 2.61  accuracy 29.1 %` */
export function evaluationInWords({ step, loss, accuracy }: EvaluateEvent): string {
  const words = [`step ${step}`, `validation loss ${number(loss)}`];
  return [...words, ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`])].join("  ");
}
