import { optimizerOf } from "../config/optimizer.js";
import type { Job } from "../job/job.js";
import { grouped, short } from "../words/format.js";
import { scheduleInWords } from "../words/scheduleInWords.js";
import type { Style } from "../words/style.js";

/** What is about to happen, before the first update. */
export function opening(job: Job, folder: string, style: Style): string {
  const { name, config, device, model, schedule, base, totalSteps, trainer } = job;
  const { batchSize, accumulate } = config.train;
  const batches = accumulate === 1 ? `batches of ${batchSize}` : `${accumulate} batches of ${batchSize} each`;
  const epochs = `${short(totalSteps / trainer.stepsPerEpoch)} epochs`;
  const [optimizer] = optimizerOf(config);
  const label = (word: string): string => style.dim(word.padEnd(9));
  return [
    `${style.bold(name)} · seed ${config.seed} · ${grouped(totalSteps)} updates, ${batches} (${epochs}) · ${device}`,
    `${label("model")} ${Object.keys(config.model).join()}, ${grouped(model.size)} parameters`,
    `${label("schedule")} ${optimizer}: ${scheduleInWords(schedule, base)}`,
    `${label("folder")} ${folder}`,
    ...(trainer.step > 0 ? [`${label("resumed")} after update ${trainer.step} of ${totalSteps}`] : []),
    ...trainer.findings.map(({ message }) => style.warning(`schedule: ${message}`)),
    "",
  ].join("\n");
}
