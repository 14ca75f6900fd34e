import { currentDevice, nn, type Dataset } from "@lehr/train";
import { ConfigError } from "../config/configError.js";
import type { Config } from "../config/schema.js";

const activations = { relu: nn.relu, gelu: nn.gelu, tanh: nn.tanh };

type Options<Kind extends keyof Config["model"]> = NonNullable<Config["model"][Kind]>;

/**
 * Builds the model that a config names, to fit the data, with its first weights.
 *
 * @throws ConfigError when such a model cannot learn from such data.
 */
export function buildModel({ model, seed }: Config, data: Dataset): nn.Module {
  const layers = model.transformer
    ? transformer(model.transformer, data)
    : model.convnet
      ? convnet(model.convnet, data)
      : mlp(model.mlp!, data);
  const built = nn.sequential(...layers);
  if (currentDevice() === "wasm") refuseTooLarge(model, built);
  return built.initialize(seed);
}

/** What the engine can hold: WebAssembly counts its memory in 32 bits. */
const MOST_BYTES = 2 ** 32;

/** @throws ConfigError for a model whose weights and gradients alone cannot be held. */
function refuseTooLarge(model: Config["model"], { names }: nn.Module): void {
  const bytes = (size: number): number => 2 * Float32Array.BYTES_PER_ELEMENT * size;
  const parameters = [...names.keys()].sort((a, b) => b.size - a.size);
  const [largest] = parameters;
  const needed = bytes(parameters.reduce((sum, { size }) => sum + size, 0));
  if (!largest || needed <= MOST_BYTES) return;
  throw new ConfigError(
    ["model", Object.keys(model)[0]!],
    `must fit into 4 GiB; weights and gradients alone take ${(needed / 2 ** 30).toFixed(1)} GiB, most of it ` +
      `${names.get(largest)!} of ${largest.shape.join(" × ")}`,
  );
}

function transformer({ width, layers, heads, dropout }: Options<"transformer">, data: Dataset): nn.Module[] {
  if (data.task !== "tokens") throw unfit("transformer", "text (declarations, text)", data);
  const [context] = data.inputShape;
  if (width % heads !== 0) {
    throw new ConfigError(
      ["model", "transformer", "width"],
      `must be a multiple of the ${heads} heads, got ${width}`,
    );
  }
  return [
    nn.embedding(data.outputs, width, { std: 0.02 }),
    nn.positionEmbedding(context!, width),
    ...Array.from({ length: layers }, () => nn.transformerBlock(width, heads, { dropout })),
    nn.layerNorm(width),
    nn.linear(width, data.outputs),
  ];
}

function mlp({ hidden, activation, dropout }: Options<"mlp">, data: Dataset): nn.Module[] {
  if (data.task === "tokens") throw unfit("mlp", "anything but text", data);
  const inputs = data.inputShape.reduce((product, side) => product * side, 1);
  const widths = [inputs, ...hidden];
  return [
    nn.flatten(),
    ...hidden.flatMap((width, index) => [
      nn.linear(widths[index]!, width),
      activations[activation](),
      nn.dropout(dropout),
    ]),
    nn.linear(widths.at(-1)!, data.outputs),
  ];
}

function convnet({ channels, hidden, activation, dropout }: Options<"convnet">, data: Dataset): nn.Module[] {
  const [planes, height, width] = data.inputShape;
  if (planes === undefined || height === undefined || width === undefined) {
    throw unfit("convnet", "images (idx)", data);
  }
  const shrunk = (side: number): number => Math.floor(side / 2 ** channels.length);
  const flat = channels.at(-1)! * shrunk(height) * shrunk(width);
  if (flat === 0) {
    throw new ConfigError(
      ["model", "convnet", "channels"],
      `${channels.length} halvings leave nothing of images of ${height} × ${width}`,
    );
  }
  const inputs = [planes, ...channels];
  return [
    ...channels.flatMap((outputs, index) => [
      nn.conv2d(inputs[index]!, outputs, 3, { padding: 1 }),
      activations[activation](),
      nn.maxPool2d(2),
    ]),
    nn.flatten(),
    nn.linear(flat, hidden),
    activations[activation](),
    nn.dropout(dropout),
    nn.linear(hidden, data.outputs),
  ];
}

function unfit(kind: string, needs: string, { task, inputShape }: Dataset): ConfigError {
  const came = task === "tokens" ? "text" : `examples of [${inputShape.join(", ")}]`;
  return new ConfigError(["model", kind], `needs ${needs}, and these data are ${came}`);
}
