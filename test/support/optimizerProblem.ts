import { readFileSync } from "node:fs";
import { mse, nn, tensor } from "@lehr/train";

type Rows = number[][];

/** Weights by PyTorch's names in the golden file: matrices [out][in], and their biases. */
export interface Weights {
  W1: Rows;
  b1: number[];
  W2: Rows;
  b2: number[];
}

interface GoldenRun {
  losses: number[];
  lrs: number[][];
  params_after_1: Weights;
  params_final: Weights;
}

/** One run of PyTorch: an optimizer along a cosine on one of the problems. */
export interface GoldenCase {
  id: number;
  optimizer: string;
  args: Record<string, unknown>;
  groups?: ({ params: (keyof Weights)[] } & Record<string, unknown>)[];
  problem: number;
  steps: number;
  scheduler: { T_max: number; eta_min: number };
  float32: GoldenRun;
}

export const golden = JSON.parse(
  readFileSync(new URL("../golden/torch-optim.json", import.meta.url), "utf8"),
) as { problems: (Weights & { x: Rows; y: Rows })[]; cases: GoldenCase[] };

/** The model's name for each of the golden file's. */
export const parameterNames = { W1: "0.weight", b1: "0.bias", W2: "2.weight", b2: "2.bias" } as const;

/** A golden problem: a small tanh network with given weights, and its loss on all rows or some. */
export function problem(index: number) {
  const { x, y, ...weights } = golden.problems[index]!;
  const model = nn.sequential(nn.linear(4, 8), nn.tanh(), nn.linear(8, 3));
  const entries = Object.entries(parameterNames).map(([short, name]) => {
    const rows = weights[short as keyof Weights];
    const shape = short.startsWith("W") ? [rows.length, (rows as Rows)[0]!.length] : [rows.length];
    return [name, { shape, data: Float32Array.from(rows.flat()) }] as const;
  });
  model.loadStateDict(Object.fromEntries(entries));
  const byName = new Map(model.parameters().map((parameter) => [parameter.name, parameter]));
  return {
    model,
    parameter: (name: string): nn.Parameter => byName.get(name)!,
    loss: (from = 0, to = x.length) =>
      mse(
        model,
        tensor(x.slice(from, to).flat(), [to - from, 4]),
        tensor(y.slice(from, to).flat(), [to - from, 3]),
      ),
  };
}

/** `weight_decay` → `weightDecay`, for all keys. */
export function camelCased(options: Record<string, unknown>): Record<string, unknown> {
  const camel = (key: string): string =>
    key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [camel(key), value]));
}
