/** Puts text in a colour, or leaves it as it is. */
export interface Style {
  readonly colored: boolean;
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
}

/** What the environment and the command line say about colours. */
export interface ColorWishes {
  /** False for `--no-color`. */
  readonly color: boolean;
  readonly isTTY: boolean;
}

/** Colours for a stream: `--no-color`, then `NO_COLOR`, then `FORCE_COLOR`, then whether it is a terminal. */
export function styleFor({ color, isTTY }: ColorWishes, env: NodeJS.ProcessEnv = process.env): Style {
  const force = env["FORCE_COLOR"];
  const unforced = force === "0" || force === "false";
  const refused = !color || Boolean(env["NO_COLOR"]) || unforced;
  const forced = Boolean(force) && !unforced;
  const colored = !refused && (forced || (isTTY && env["TERM"] !== "dumb"));
  const paint = (code: number) => (text: string) => (colored ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    colored,
    bold: paint(1),
    dim: paint(2),
    accent: paint(36),
    good: paint(32),
    warning: paint(33),
    bad: paint(31),
  };
}
