import type { Numbers } from "../engine/tensor.js";
import type { Dataset, Examples } from "./dataset.js";

/** How many examples are looked at together. */
const PORTION = 4096;

/**
 * A short text that is the same for the same examples in the same split, and another for others: enough to
 * notice data that changed, not to keep out someone who forges them. It is a function of every number that
 * the first epoch and the validation see.
 */
export function fingerprintOf({ inputShape, outputs, labels, train, validation }: Dataset): string {
  const hash = new Hash();
  hash.addText(JSON.stringify([inputShape, outputs, labels]));
  for (const examples of [train, validation]) addExamples(hash, examples);
  return hash.text;
}

function addExamples(hash: Hash, examples: Examples): void {
  for (let start = 0; start < examples.count; start += PORTION) {
    const length = Math.min(PORTION, examples.count - start);
    const { x, y } = examples.gather(Int32Array.from({ length }, (_, index) => start + index));
    hash.addNumbers(x.values);
    hash.addNumbers(y.values);
  }
  hash.addText(String(examples.count));
}

/** Two hashes of 32 bits that differ in their multipliers, over words of 32 bits (FNV-1a, and a rotation). */
class Hash {
  #low = 0x811c9dc5;
  #high = 0x9e3779b9;

  addNumbers(numbers: Numbers): void {
    let [low, high] = [this.#low, this.#high];
    const { buffer, byteOffset, length } = "buffer" in numbers ? numbers : Float32Array.from(numbers);
    const words = new Int32Array(buffer, byteOffset, length);
    for (let index = 0; index < words.length; index++) {
      const word = words[index]!;
      low = Math.imul(low ^ word, 0x01000193);
      low = (low << 15) | (low >>> 17);
      high = Math.imul(high ^ word, 0x85ebca6b);
      high = (high << 13) | (high >>> 19);
    }
    [this.#low, this.#high] = [low, high];
  }

  addText(text: string): void {
    this.addNumbers(Int32Array.from(text, (character) => character.codePointAt(0)!));
  }

  get text(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
