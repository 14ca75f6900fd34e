import { CommanderError } from "commander";
import { ExitCode, exitCodeOf, messageOf } from "./errors.js";
import { program } from "./program.js";
import { styleFor } from "./words/style.js";

let outputFailed = false;
for (const output of [process.stdout, process.stderr]) {
  output.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no failure; a full disk is.
    if (error.code === "EPIPE" || outputFailed) return;
    outputFailed = true;
    process.exitCode = ExitCode.failure;
    process.stderr.write(`the output could not be written: ${error.message}\n`);
  });
}

try {
  await program((exitCode) => (process.exitCode = outputFailed ? ExitCode.failure : exitCode)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  } else {
    const style = styleFor({ color: !process.argv.includes("--no-color"), isTTY: process.stderr.isTTY });
    process.stderr.write(`${style.bad(await messageOf(error))}\n`);
    if (process.env["LEHR_DEBUG"]) console.error(error);
    process.exitCode = exitCodeOf(error);
  }
}
