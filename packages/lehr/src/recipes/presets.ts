import type { ScheduleSpec } from "../schedule.js";

/** A published recipe, as data. */
export interface Preset {
  readonly name: string;
  /** The base rate that it was published with; undefined where the source gives none. */
  readonly peak?: number;
  /** Its schedule; levels are multiples of the peak, lengths are in the units of the source. */
  readonly spec: ScheduleSpec;
  /** Where it is printed. */
  readonly source: string;
  /** What the source leaves open, and what stands here for it. */
  readonly note?: string;
}

/**
 * Published recipes, each read in its source. `preset(name)` makes a schedule of one.
 *
 * @example
 * import { presets } from "lehr";
 * presets.find(({ name }) => name === "smollm3").peak; // => 0.0002
 */
export const presets: readonly Preset[] = [
  {
    name: "sgdr-wrn",
    peak: 0.05,
    spec: {
      type: "restarts",
      cycles: 4,
      stretch: 2,
      factor: 1,
      schedule: { type: "cosine", steps: "10ep", start: 1, end: 0 },
    },
    source: "Loshchilov & Hutter, SGDR, arXiv 1608.03983, equation 5 and Table 1: T0 = 10, Tmult = 2",
    note: "four whole cycles are 150 epochs; the table does not bound their number",
  },
  {
    name: "wrn-step",
    peak: 0.1,
    spec: {
      type: "milestones",
      at: ["60ep", "120ep", "160ep"],
      factor: 0.2,
      start: 1,
      end: 0,
      steps: "200ep",
    },
    source: "Loshchilov & Hutter, SGDR, arXiv 1608.03983, section 4.1, quoting Zagoruyko & Komodakis",
  },
  {
    name: "deepseek-v3",
    peak: 2.2e-4,
    spec: {
      type: "warmup",
      steps: "2000st",
      start: 0,
      ease: "linear",
      schedule: {
        type: "sequence",
        parts: [
          { type: "constant", level: 1, steps: "10e12tok - 2000st" },
          { type: "cosine", steps: "4.3e12tok", start: 1, end: 2.2e-5 / 2.2e-4 },
          { type: "constant", level: 2.2e-5 / 2.2e-4, steps: "333e9tok" },
          { type: "constant", level: 7.3e-6 / 2.2e-4, steps: "167e9tok" },
        ],
      },
    },
    source: "DeepSeek-V3 Technical Report, arXiv 2412.19437, section 4.2",
  },
  {
    name: "kimi-k2",
    peak: 2e-4,
    spec: {
      type: "warmup",
      steps: "500st",
      start: 0,
      ease: "linear",
      schedule: {
        type: "sequence",
        parts: [
          { type: "constant", level: 1, steps: "10e12tok - 500st" },
          { type: "cosine", steps: "5.5e12tok", start: 1, end: 2e-5 / 2e-4 },
          { type: "linear", steps: "460e9tok", start: 2e-5 / 2e-4, end: 7e-6 / 2e-4 },
        ],
      },
    },
    source: "Kimi K2, arXiv 2507.20534, section 2.5",
    note: "the shape of the last anneal, from 2e-5 to 7e-6, is not printed; here it is a straight line",
  },
  {
    name: "llama3-405b",
    peak: 8e-5,
    spec: {
      type: "cooldown",
      steps: "40e6tok",
      end: 0,
      ease: "linear",
      schedule: {
        type: "warmup",
        steps: "8000st",
        start: 0,
        ease: "linear",
        schedule: { type: "cosine", steps: "1192000st", start: 1, end: 8e-7 / 8e-5 },
      },
    },
    source: "The Llama 3 Herd of Models, arXiv 2407.21783, sections 3.4.1 and 3.4.3",
    note: "the 1,200,000 steps are read as those of warmup and cosine, the last 40M tokens as coming after them",
  },
  {
    name: "smollm3",
    peak: 2e-4,
    spec: {
      type: "warmup",
      steps: "2000st",
      start: 0,
      ease: "linear",
      schedule: {
        type: "cooldown",
        steps: "10%",
        end: 0,
        ease: "linear",
        schedule: { type: "constant", level: 1, steps: "90% - 2000st" },
      },
    },
    source: "Hugging Face, SmolLM3, training configuration (11.2e12 tokens)",
  },
  {
    name: "nanochat",
    spec: {
      type: "warmup",
      steps: "40st",
      start: 0,
      ease: "linear",
      schedule: {
        type: "cooldown",
        steps: "65%",
        end: 0.05,
        ease: "linear",
        schedule: { type: "constant", level: 1, steps: "35% - 40st" },
      },
    },
    source: "karpathy/nanochat, scripts/base_train.py at 92d63d4 (2026-07)",
  },
  {
    name: "fastai-one-cycle",
    spec: {
      type: "interpolate",
      at: [0, "25%", "100%"],
      levels: [1 / 25, 1, 1e-5],
      ease: "cosine",
    },
    source: "fastai, callback/schedule.py, fit_one_cycle",
  },
];
