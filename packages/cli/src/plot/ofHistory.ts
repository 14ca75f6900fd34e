import type { Phase } from "lehr";
import type { History } from "../run/history.js";
import { rulesOf, type Panel } from "./picture.js";

/** The rates and the losses of a run, as they were logged. */
export function panelsOfHistory(history: History, phases: readonly Phase[]): Panel[] {
  const { steps, rates, losses, evaluations } = history;
  const loss = { name: "loss", x: steps, y: losses };
  const validation = {
    name: "validation loss",
    x: evaluations.map((event) => event.step),
    y: evaluations.map((event) => event.loss),
    points: true,
  };
  return [
    { title: "rate", series: [{ name: "rate", x: steps, y: rates }], rules: rulesOf(phases) },
    evaluations.length > 0
      ? { series: [loss, validation], rules: [] }
      : { title: "loss", series: [loss], rules: [] },
  ];
}
