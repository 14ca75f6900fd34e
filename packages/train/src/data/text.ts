import { LehrError } from "lehr";
import { randomStream } from "../engine/random.js";
import type { Dataset, Examples } from "./dataset.js";
import { validationCount, type Split } from "./split.js";

/** Options of {@link text}. */
export interface TextOptions {
  /** How many characters the model sees at once. */
  readonly context: number;
  /** How many characters at the end, or which share of them, are kept back. Default `"10%"`. */
  readonly validation?: Split;
  /** What to call the text in errors. Default `text`. */
  readonly name?: string;
}

/** Text as a model sees it: the number of each character in the sorted vocabulary. */
export interface TextDataset extends Dataset {
  readonly task: "tokens";
  readonly labels: readonly string[];
  /** @throws LehrError BAD_VALUE for a character that the text does not have. */
  encode(text: string): Int32Array;
  /** @throws LehrError BAD_VALUE for a number outside the vocabulary. */
  decode(tokens: Iterable<number>): string;
}

/**
 * Text for a model that learns the next character. An example is a window of `context` characters and the
 * `context` characters that each of them is followed by. The last part of the text is kept back, so no
 * character of it is trained on. Each epoch moves the training windows by an offset that is a function of
 * (seed, epoch), so the model meets every alignment.
 *
 * @throws LehrError BAD_DATA when a part is shorter than context + 1 characters or all characters are the
 * same; BAD_VALUE for an impossible context or split.
 * @example
 * import { text } from "@lehr/train";
 * const data = text("a lehr anneals a glass", { context: 4, validation: 5 });
 * data.decode(data.encode("glass")); // => "glass"
 * data.labels; // => [" ", "a", "e", "g", "h", "l", "n", "r", "s"]
 */
export function text(
  content: string,
  { context, validation = "10%", name = "text" }: TextOptions,
): TextDataset {
  if (!Number.isInteger(context) || context < 1) {
    throw new LehrError("BAD_VALUE", `${name}: context must be a positive integer, got ${context}`);
  }
  const characters = Array.from(content);
  if (characters.length <= context) throw tooShort(name, "the text", characters.length, context);
  const kept = validationCount(name, validation, characters.length, "characters");
  const trained = characters.length - kept;
  if (trained <= context) throw tooShort(name, "the training part", trained, context);
  if (kept > 0 && kept <= context) throw tooShort(name, "the validation part", kept, context);

  const labels = [...new Set(characters)].sort();
  if (labels.length < 2) {
    throw new LehrError(
      "BAD_DATA",
      `${name}: expected different characters, got only ${JSON.stringify(labels[0])}`,
    );
  }
  const numbers = new Map(labels.map((character, index) => [character, index]));
  const encode = (part: Iterable<string>): Int32Array =>
    Int32Array.from(part, (character) => {
      const token = numbers.get(character);
      if (token === undefined) {
        throw new LehrError("BAD_VALUE", `${name}: the vocabulary has no ${JSON.stringify(character)}`);
      }
      return token;
    });
  const tokens = encode(characters);
  return {
    task: "tokens",
    inputShape: [context],
    outputs: labels.length,
    train: movingWindows(tokens.subarray(0, trained), context),
    validation: windows(tokens.subarray(trained), context, 0, Math.floor(Math.max(0, kept - 1) / context)),
    labels,
    encode,
    decode: (tokens) =>
      Array.from(tokens, (token) => {
        const character = labels[token];
        if (character === undefined) {
          throw new LehrError(
            "BAD_VALUE",
            `${name}: expected a token 0 … ${labels.length - 1}, got ${token}`,
          );
        }
        return character;
      }).join(""),
  };
}

/** The count is the same in each epoch: as many windows as fit wherever the offset puts the first. */
function movingWindows(tokens: Int32Array, context: number): Examples {
  const count = Math.max(1, Math.floor((tokens.length - context) / context));
  const offsets = 1 + Math.min(context - 1, tokens.length - 1 - count * context);
  return {
    ...windows(tokens, context, 0, count),
    forEpoch: (seed, epoch) =>
      windows(tokens, context, randomStream(seed, "windows", epoch).integer(offsets), count),
  };
}

function windows(tokens: Int32Array, context: number, offset: number, count: number): Examples {
  const pick = (indices: Int32Array, first: number): { values: Int32Array; shape: number[] } => {
    const values = new Int32Array(indices.length * context);
    for (const [row, index] of indices.entries()) {
      const start = first + index * context;
      values.set(tokens.subarray(start, start + context), row * context);
    }
    return { values, shape: [indices.length, context] };
  };
  return {
    count,
    gather: (indices) => ({ x: pick(indices, offset), y: pick(indices, offset + 1) }),
  };
}

function tooShort(name: string, part: string, length: number, context: number): LehrError {
  return new LehrError(
    "BAD_DATA",
    `${name}: ${part} must have at least ${context + 1} characters (a context of ${context} and the next one), got ${length}`,
  );
}
