import { LehrError } from "lehr";
import type { StoredTensor } from "./checkpoint.js";

/** The types that Lehr stores, by their names in the format. */
const arrayTypes = { F32: Float32Array, I32: Int32Array };

interface HeaderEntry {
  readonly dtype: keyof typeof arrayTypes;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Tensors as the bytes of a safetensors file, which Python's `safetensors` loads: the length of the header,
 * the header as JSON (padded to 8 bytes), the numbers, little-endian as every machine that runs JavaScript
 * is. Names are sorted, so equal tensors give equal bytes.
 *
 * @throws LehrError BAD_STATE when numbers do not fill their shape.
 * @see https://github.com/huggingface/safetensors#format
 * @example
 * import { decodeSafetensors, encodeSafetensors } from "@lehr/train";
 * const bytes = encodeSafetensors({ weight: { shape: [2], data: Float32Array.of(0.5, 1) } });
 * decodeSafetensors("model", bytes).weight.data; // => Float32Array.of(0.5, 1)
 */
export function encodeSafetensors(tensors: Readonly<Record<string, StoredTensor>>): Uint8Array {
  const named = Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  let end = 0;
  const entries = named.map(([name, { shape, data }]) => {
    if (data.length !== shape.reduce((product, side) => product * side, 1)) {
      throw new LehrError(
        "BAD_STATE",
        `"${name}": ${data.length} numbers do not fill the shape [${shape.join(", ")}]`,
      );
    }
    const dtype = data instanceof Int32Array ? "I32" : "F32";
    return [name, { dtype, shape, data_offsets: [end, (end += data.byteLength)] }] as const;
  });
  const header = { __metadata__: { format: "pt" }, ...Object.fromEntries(entries) };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + 8 * Math.ceil(json.length / 8);
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let offset = start;
  for (const [, { data }] of named) {
    const { buffer, byteOffset, byteLength } = data;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/**
 * The tensors of a safetensors file. Everything the header claims is checked against the file.
 *
 * @throws LehrError BAD_CHECKPOINT naming the file, the byte or the tensor, and what was expected.
 */
export function decodeSafetensors(file: string, bytes: Uint8Array): Record<string, StoredTensor> {
  const { header, start } = readHeader(file, bytes);
  const entries = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, entry]) => [name, checkEntry(file, name, entry)] as const)
    .sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]);
  let reached = 0;
  for (const [name, { data_offsets }] of entries) {
    if (data_offsets[0] !== reached) {
      throw damaged(
        file,
        `"${name}": expected numbers from byte ${start + reached} on, got ${start + data_offsets[0]}`,
      );
    }
    reached = data_offsets[1];
  }
  if (start + reached !== bytes.length) {
    throw damaged(
      file,
      `byte ${Math.min(start + reached, bytes.length)}: expected ${start + reached} bytes in all, got ${bytes.length}`,
    );
  }
  return Object.fromEntries(
    entries.map(([name, { dtype, shape, data_offsets }]) => {
      // A copy, because a view must begin at a multiple of 4 and the file's bytes may lie anywhere. Not by
      // slice(), which for a Buffer of Node's is a view.
      const numbers = new Uint8Array(bytes.subarray(start + data_offsets[0], start + data_offsets[1]));
      return [name, { shape, data: new arrayTypes[dtype](numbers.buffer) }];
    }),
  );
}

function readHeader(file: string, bytes: Uint8Array): { header: object; start: number } {
  if (bytes.length < 8)
    throw damaged(file, `byte ${bytes.length}: expected the 8 bytes of the header's length`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8)) {
    throw damaged(file, `byte 0: expected a header of at most ${bytes.length - 8} bytes, got ${length}`);
  }
  const start = 8 + Number(length);
  try {
    const header: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start)),
    );
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return { header, start };
  } catch (cause) {
    throw damaged(file, `byte 8: the header is not JSON (${(cause as Error).message})`, cause);
  }
  throw damaged(file, "byte 8: expected a header that is a JSON object");
}

function checkEntry(file: string, name: string, entry: unknown): HeaderEntry {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (entry ?? {}) as Partial<Record<keyof HeaderEntry, unknown>>;
  if (typeof dtype !== "string" || !Object.hasOwn(arrayTypes, dtype)) {
    throw damaged(file, `"${name}": expected dtype F32 or I32, got ${JSON.stringify(dtype)}`);
  }
  if (!isCounts(shape)) {
    throw damaged(file, `"${name}": expected a shape of whole numbers, got ${JSON.stringify(shape)}`);
  }
  const size = 4 * shape.reduce((product, side) => product * side, 1);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[1]! - offsets[0]! !== size) {
    throw damaged(
      file,
      `"${name}": expected two offsets ${size} bytes apart for shape [${shape.join(", ")}], got ${JSON.stringify(offsets)}`,
    );
  }
  return { dtype, shape, data_offsets: offsets } as unknown as HeaderEntry;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((number) => Number.isSafeInteger(number) && number >= 0);
}

function damaged(file: string, message: string, cause?: unknown): LehrError {
  return new LehrError("BAD_CHECKPOINT", `${file}: ${message}`, cause === undefined ? {} : { cause });
}
