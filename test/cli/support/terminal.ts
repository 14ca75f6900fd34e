import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../packages/cli/dist/main.js", import.meta.url));

/** Runs a command in a terminal of so many columns, pressing Ctrl-C when a text appears; prints what it wrote. */
const SCRIPT = `
import fcntl, os, pty, struct, sys, termios
columns, interrupt, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
said = b""
while True:
    try:
        said += os.read(terminal, 65536)
    except OSError:
        break
    if interrupt and interrupt.encode() in said:
        os.write(terminal, b"\\x03")
        interrupt = ""
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) % 256)
`;

/** What was left on a terminal, both streams in one. */
export interface Screen {
  readonly code: number | null;
  readonly text: string;
}

/** Whether this machine can make a terminal; the tests that need one are skipped where it cannot. */
export const canMakeTerminals =
  spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode(0)"]).status === 0;

/** Runs the real command in a terminal. */
export function onTerminal(
  folder: string,
  args: readonly string[],
  options: { readonly columns: number; readonly interruptAt?: string; readonly env?: NodeJS.ProcessEnv },
): Screen {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const { status, stdout } = spawnSync(
    "python3",
    ["-c", SCRIPT, String(options.columns), options.interruptAt ?? "", process.execPath, main, ...args],
    { cwd: folder, env: { ...inherited, TERM: "xterm", ...options.env }, encoding: "utf8" },
  );
  return { code: status, text: stdout };
}
