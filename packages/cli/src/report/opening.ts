import type { StartEvent } from "@lehr/train";
import { optimizerOf } from "../config/optimizer.js";
import type { Config } from "../config/schema.js";
import { grouped, short } from "./format.js";
import { inWords } from "./inWords.js";
import type { RunInfo } from "./run.js";
import type { Style } from "./style.js";

/** What a run is, besides what its start event says. */
export interface Plan extends RunInfo {
  readonly name: string;
  readonly config: Config;
  readonly folder: string;
}

/** What is about to happen, before the first update. */
export function opening(plan: Plan, start: StartEvent, style: Style): string {
  const { name, config, folder, schedule, base } = plan;
  const { batchSize, accumulate } = config.train;
  const batches = accumulate === 1 ? `batches of ${batchSize}` : `${accumulate} batches of ${batchSize} each`;
  const epochs = start.totalSteps / start.stepsPerEpoch;
  const [optimizer] = optimizerOf(config);
  const [model] = Object.keys(config.model);
  const facts = [
    `seed ${start.seed}`,
    `${grouped(start.totalSteps)} updates, ${batches} (${short(epochs)} epochs)`,
    start.device,
  ];
  return [
    `${style.bold(name)} · ${facts.join(" · ")}`,
    `${style.dim("model    ")} ${model}, ${grouped(start.parameters)} parameters`,
    `${style.dim("schedule ")} ${optimizer}: ${inWords(schedule, base)}`,
    `${style.dim("folder   ")} ${folder}`,
    ...(start.step > 0
      ? [`${style.dim("resumed  ")} after update ${start.step} of ${start.totalSteps}`]
      : []),
    ...start.findings.map((finding) => style.warning(`schedule: ${finding.message}`)),
    "",
  ].join("\n");
}
