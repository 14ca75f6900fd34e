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

  lehr
    .command("plot")
    .description("draw a schedule, a config or a run in the terminal")
    .argument("<what>", "a file with a schedule or a config, a run's folder, or a schedule as YAML")
    .option("--log", "a logarithmic axis", false)
    .option("--steps <count>", "how many updates to draw, for a schedule on its own", positiveInteger)
    .option("--base <rate>", "the base rate, for a schedule on its own (default: 1)", rate)
    .option("--width <characters>", "how wide (default: as the terminal)", positiveInteger)
    .option("--height <lines>", "how high (default: 12)", positiveInteger)
    .option("--json", "print the points as JSON", false)
    .option("--no-color", "no colours")
    .action(async (what, flags) => finish(await (await import("./commands/plot.js")).plot(what, flags)))
    .addHelpText("after", PLOT_EXAMPLES);

  return lehr;
}

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
  npx lehr plot runs/digits-1`;

function withReporting(command: Command): void {
  command
    .option("--json", "print one JSON event a line on stdout", false)
    .option("--quiet", "say nothing unless something goes wrong", false)
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

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}
