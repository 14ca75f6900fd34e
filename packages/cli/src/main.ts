import { CommanderError } from "commander";
import { ExitCode, exitCodeOf, messageOf } from "./errors.js";
import { program } from "./program.js";
import { styleFor } from "./report/style.js";

// A reader that has seen enough, such as `head`, is no reason for a stack trace.
process.stdout.on("error", () => process.exit(ExitCode.failure));

try {
  await program((exitCode) => (process.exitCode = exitCode)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  } else {
    const style = styleFor({ color: !process.argv.includes("--no-color"), isTTY: process.stderr.isTTY });
    process.stderr.write(`${style.bad(messageOf(error))}\n`);
    if (process.env["LEHR_DEBUG"]) console.error(error);
    process.exitCode = exitCodeOf(error);
  }
}
