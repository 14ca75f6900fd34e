import { tensor, type nn, type Dataset } from "@lehr/train";
import { takingTurns } from "../run/turns.js";

/** How many characters a sample has. */
const LENGTH = 240;

/** Below 1, likely characters become likelier. */
const TEMPERATURE = 0.7;

/**
 * Text that a model writes after `start`, one character after the other; the same for the same weights. Every prediction
 * has the same shape, so the model is compiled once: what stands to the right of a character cannot reach
 * it, and may be anything. Undefined when it is not wanted any more before it is written.
 */
export async function sample(
  model: nn.Module,
  data: Dataset,
  start: string,
  wanted: () => boolean,
): Promise<string | undefined> {
  const labels = data.labels!;
  const context = data.inputShape[0]!;
  const known = Array.from(start, (character) => labels.indexOf(character)).filter((token) => token >= 0);
  const tokens = known.length > 0 ? known : [0];
  const uniform = uniformNumbers();
  const turn = takingTurns();
  while (tokens.length < LENGTH) {
    await turn();
    if (!wanted()) return undefined;
    const seen = tokens.slice(-context);
    const input = tensor(
      Int32Array.from({ length: context }, (_, place) => seen[place] ?? 0),
      [1, context],
    );
    const output = await model.predict(input);
    const logits = (await output.data()).subarray(
      (seen.length - 1) * labels.length,
      seen.length * labels.length,
    );
    input.dispose();
    output.dispose();
    tokens.push(pick(logits, uniform()));
  }
  return tokens.map((token) => labels[token]).join("");
}

/** The number that `at`, uniform on [0, 1), falls on when each has its softmax probability as room. */
function pick(logits: ArrayLike<number>, at: number): number {
  const highest = Math.max(...Array.from(logits));
  const weights = Array.from(logits, (logit) => Math.exp((logit - highest) / TEMPERATURE));
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found === -1 ? weights.length - 1 : found;
}

/** Numbers on [0, 1) that are as good as random here, the same every time (a full-period 32-bit generator). */
function uniformNumbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
