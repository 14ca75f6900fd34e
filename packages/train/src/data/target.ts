import { LehrError } from "lehr";
import { scaleOf, type Scale } from "./columns.js";
import type { Rows } from "./rows.js";
import { numberOf } from "./table.js";

/** The value to learn of one row, and where it stands. */
export interface TargetValue {
  readonly line: number;
  readonly text: string;
}

interface ClassTarget {
  readonly task: "classification";
  readonly outputs: number;
  readonly labels: readonly string[];
  readonly y: Rows;
}

interface NumberTarget {
  readonly task: "regression";
  readonly outputs: 1;
  readonly targetScale: Scale;
  readonly y: Rows;
}

/** Targets as classes: names in alphabetical order, or whole numbers in theirs. */
export function classTarget(file: string, column: string, targets: readonly TargetValue[]): ClassTarget {
  const numbers = targets.every(({ text }) => numberOf(text) !== undefined);
  const fractional = numbers && targets.find(({ text }) => !Number.isInteger(Number(text)));
  if (fractional) {
    throw new LehrError(
      "BAD_DATA",
      `${file}: line ${fractional.line}: a class must be a name or a whole number, got ${fractional.text}; is this a regression?`,
    );
  }
  // 1, 01 and 1.0 are one class.
  const named = targets.map(({ text }) => (numbers ? String(Number(text)) : text));
  const labels = [...new Set(named)].sort(numbers ? (a, b) => Number(a) - Number(b) : undefined);
  if (labels.length < 2) {
    throw new LehrError(
      "BAD_DATA",
      `${file}: expected at least two classes in column "${column}", got only "${labels[0]}"`,
    );
  }
  const classOf = new Map(labels.map((label, index) => [label, index]));
  const values = Int32Array.from(named, (label) => classOf.get(label)!);
  return { task: "classification", outputs: labels.length, labels, y: { values, shape: [] } };
}

/** Targets as numbers, standardised by those of the training rows. */
export function numberTarget(
  file: string,
  column: string,
  targets: readonly TargetValue[],
  training: Int32Array,
): NumberTarget {
  const name = targets.find(({ text }) => numberOf(text) === undefined);
  if (name) {
    throw new LehrError(
      "BAD_DATA",
      `${file}: line ${name.line}: the target of a regression must be a number, got ${JSON.stringify(name.text)}`,
    );
  }
  const numbers = Array.from(training, (index) => Number(targets[index]!.text));
  if (numbers.every((number) => number === numbers[0])) {
    throw new LehrError(
      "BAD_DATA",
      `${file}: column "${column}" is ${numbers[0]} in every training row; there is nothing to learn`,
    );
  }
  const targetScale = scaleOf(numbers);
  const { mean, std } = targetScale;
  const values = Float32Array.from(targets, ({ text }) => (Number(text) - mean) / std);
  return { task: "regression", outputs: 1, targetScale, y: { values, shape: [1] } };
}
