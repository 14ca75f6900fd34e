/** Draws docs/gallery.md. After a change that is meant: `npx vitest run test/gallery.test.ts -u`. */
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { parse } from "lehr";
import { braillePlot, rates } from "lehr/plot";

interface Picture {
  readonly title: string;
  /** The formula with t the step, or what it is made of, and where it comes from. */
  readonly text: string;
  readonly spec: Record<string, unknown>;
  readonly count: number;
}

const cosine = { cosine: { steps: 80 } };

const families: Record<string, readonly Picture[]> = {
  "From one level to another": [
    { title: "linear", text: "start + (end − start)·t/steps", spec: { linear: { steps: 100 } }, count: 121 },
    {
      title: "cosine",
      text: "end + (start − end)·½(1 + cos πt/steps). Loshchilov & Hutter 2017",
      spec: { cosine: { steps: 100, end: 0.1 } },
      count: 121,
    },
    {
      title: "polynomial",
      text: "end + (start − end)·(1 − t/steps)^power. PyTorch's PolynomialLR, Keras' PolynomialDecay",
      spec: { polynomial: { steps: 100, power: 2 } },
      count: 121,
    },
    {
      title: "exponential",
      text: "start·(end/start)^(t/steps)",
      spec: { exponential: { steps: 100, end: 0.01 } },
      count: 121,
    },
  ],
  "Falling towards a level": [
    {
      title: "step decay",
      text: "start·factor^⌊t/every⌋. PyTorch's StepLR",
      spec: { stepDecay: { every: 30, factor: 0.5 } },
      count: 121,
    },
    {
      title: "inverse square root",
      text: "start/√(1 + t/every). Vaswani et al. 2017",
      spec: { inverseSqrt: { every: 10 } },
      count: 121,
    },
  ],
  "Put together": [
    {
      title: "warmup, then cosine",
      text: "rises to the first value of what it leads to. Goyal et al. 2017",
      spec: { warmup: { steps: 20, start: 0.01, schedule: cosine } },
      count: 111,
    },
    {
      title: "restarts",
      text: "again and again, each time longer and lower. Loshchilov & Hutter 2017",
      spec: { restarts: { cycles: 3, stretch: 2, factor: 0.7, schedule: { cosine: { steps: 20 } } } },
      count: 141,
    },
    {
      title: "warmup, hold, cooldown",
      text: "the hold is what the other two leave. Hu et al. 2024, Hägele et al. 2024",
      spec: { wsd: { totalSteps: 120, warmup: 10, cooldown: 30 } },
      count: 121,
    },
    {
      title: "one cycle",
      text: "up, and down below where it began. Smith & Topin 2018",
      spec: { oneCycle: { totalSteps: 120 } },
      count: 121,
    },
  ],
  "PyTorch's, past the end": [
    {
      title: "CosineAnnealingLR",
      text: "period 2·tMax: the rate climbs back when the run is longer",
      spec: { CosineAnnealingLR: { tMax: 50 } },
      count: 121,
    },
  ],
};

function section({ title, text, spec, count }: Picture): string {
  const drawn = braillePlot([rates(parse(spec), { count })], { width: 64, height: 7 });
  const yaml = stringify(spec, { collectionStyle: "flow" }).trim();
  return [`### ${title}`, "", text, "", "```yaml", yaml, "```", "", "```text", drawn, "```"].join("\n");
}

it("the gallery shows each family as it is", async () => {
  const page = [
    "# Gallery",
    "",
    "Drawn by `lehr/plot`, from the specs beside the curves. `test/gallery.test.ts` makes this page.",
    ...Object.entries(families).flatMap(([family, pictures]) => [
      "",
      `## ${family}`,
      "",
      pictures.map(section).join("\n\n"),
    ]),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../docs/gallery.md");
});
