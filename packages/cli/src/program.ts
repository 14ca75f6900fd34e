import { Command, InvalidArgumentError } from "commander";
import { version } from "./version.js";

/** The `lehr` command. Each sub-command is loaded when it is called, so that help and plots are quick. */
export function program(finish: (exitCode: number) => void): Command {
  const lehr = new Command("lehr")
    .description(
      "Train along a learning-rate schedule, go on where a run stopped, and look at the curve before.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("(npx lehr --help shows what there is)")
    // The descriptions tell the defaults that are worth telling.
    .configureHelp({ optionDescription: (option) => option.description })
    .addHelpText("after", ABOUT)
    .exitOverride();

  const train = lehr
    .command("train")
    .description("train what a config says; without one, a small language model")
    .argument("[config]", "a YAML or JSON file")
    .option("--set <path=value>", "change one value of the config; may be repeated", collect, [])
    .option("--seed <number>", "the same as --set seed=<number>")
    .option("--device <device>", "the same as --set device=<device>: wasm, webgpu or auto")
    .option("--out <folder>", "where the run goes (default: runs/<name>-<n>)")
    .option("--print-config", "print the config with everything filled in, and stop")
    .action(async (config, flags) => finish(await (await import("./commands/train.js")).train(config, flags)))
    .addHelpText("after", TRAIN_EXAMPLES);
  withReporting(train);

  const resume = lehr
    .command("resume")
    .description("go on with a run from its newest whole checkpoint")
    .argument("<run>", "the run's folder")
    .option("--set <path=value>", "change how often to evaluate or save; may be repeated", collect, [])
    .action(async (run, flags) => finish(await (await import("./commands/resume.js")).resume(run, flags)));
  withReporting(resume);

  const plot = lehr
    .command("plot")
    .description("draw a schedule, a config or a run in the terminal")
    .argument("<what>", WHAT)
    .option("--log", "a logarithmic axis", false)
    .option("--width <characters>", "how wide (default: as the terminal)", positiveInteger)
    .option("--height <lines>", "how high (default: 12)", positiveInteger)
    .option("--json", "print the points as JSON", false)
    .action(async (what, flags) => finish(await (await import("./commands/plot.js")).plot(what, flags)))
    .addHelpText("after", PLOT_EXAMPLES);
  withView(plot);

  const values = lehr
    .command("values")
    .description("print the rate of every update, as CSV")
    .argument("<what>", WHAT)
    .option("--every <updates>", "only every so many updates (default: 1)", positiveInteger, 1)
    .option("--json", "print columns and rows as JSON", false)
    .action(async (what, flags) => finish(await (await import("./commands/values.js")).values(what, flags)))
    .addHelpText("after", VALUES_EXAMPLES);
  withView(values);

  const lint = lehr
    .command("lint")
    .description("look for slips in a schedule: a finding a line, and exit code 1 when there is one")
    .argument("<what>", WHAT)
    .option("--json", "print the findings as JSON, with the changed schedules", false)
    .action(async (what, flags) => finish(await (await import("./commands/lint.js")).lint(what, flags)))
    .addHelpText("after", LINT_EXAMPLES);
  withLength(lint);

  const describe = lehr
    .command("describe")
    .description("say a schedule in one English sentence")
    .argument("<what>", WHAT)
    .option("--link", "print the schedule as a link, which all of these commands read", false)
    .option("--json", "print the sentence, the spec and the area under the curve as JSON", false)
    .action(async (what, flags) =>
      finish(await (await import("./commands/describe.js")).describe(what, flags)),
    )
    .addHelpText("after", DESCRIBE_EXAMPLES);
  withView(describe);

  const diff = lehr
    .command("diff")
    .description("tell how two schedules differ: a place a line, and exit code 1 when they do")
    .argument("<before>", WHAT)
    .argument("<after>", "the same of another")
    .option("--json", "print the differences as JSON", false)
    .action(async (before, after, flags) =>
      finish(await (await import("./commands/diff.js")).diff(before, after, flags)),
    )
    .addHelpText("after", DIFF_EXAMPLES);
  withLength(diff);

  return lehr;
}

/** What all commands that look at a schedule take. */
const WHAT =
  "a file with a schedule or a config, a run's folder, a preset's name, a link, or a schedule as YAML";

const ABOUT = `
npx lehr <command> --help says more. Begin with: npx lehr train

Exit codes: 0 done, 1 failure, 2 wrong usage or config, 3 the loss diverged,
130, 141 and 143 stopped after saving: by Ctrl-C, for want of a reader, by SIGTERM.`;

const TRAIN_EXAMPLES = `
Examples:
  npx lehr train
  npx lehr train digits.yaml --set optimizer.AdamW.lr=1e-3 --set train.epochs=5
  npx lehr train digits.yaml --json > events.ndjson`;

const PLOT_EXAMPLES = `
Examples:
  npx lehr plot 'cosine: {steps: 100}'
  npx lehr plot digits.yaml --log
  npx lehr plot smollm3
  npx lehr plot runs/digits-1`;

const VALUES_EXAMPLES = `
Examples:
  npx lehr values 'cosine: {steps: 100}' --base 0.1 > rates.csv
  npx lehr values smollm3 --steps 50000 --every 1000`;

const LINT_EXAMPLES = `
Examples:
  npx lehr lint digits.yaml
  npx lehr lint 'CosineAnnealingLR: {tMax: 100}' --steps 200`;

const DESCRIBE_EXAMPLES = `
Examples:
  npx lehr describe digits.yaml
  npx lehr describe 'cosine: {steps: 100}' --link`;

const DIFF_EXAMPLES = `
Examples:
  npx lehr diff before.yaml after.yaml
  npx lehr diff smollm3 my-run.yaml`;

function withReporting(command: Command): void {
  command
    .option("--json", "print one JSON event a line on stdout", false)
    .option("--quiet", "say nothing unless something goes wrong", false)
    .option("--no-color", "no colours");
}

/** For what run a schedule on its own is looked at; a config says it itself. */
function withView(command: Command): void {
  withLength(
    command.option(
      "--base <rate>",
      "the base rate, for a schedule on its own (default: 1, or the preset's)",
      aboveZero,
    ),
  );
}

function withLength(command: Command): void {
  command
    .option("--steps <count>", "how many updates the run has, for a schedule on its own", positiveInteger)
    .option("--steps-per-epoch <count>", "how many updates an epoch has (default: 100)", aboveZero)
    .option("--tokens-per-step <count>", "how many tokens an update sees (default: 4e6)", aboveZero)
    .option("--samples-per-step <count>", "how many samples an update sees (default: 256)", aboveZero)
    .option("--no-color", "no colours");
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("It must be 1, 2, 3, …");
  return value;
}

function aboveZero(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}
