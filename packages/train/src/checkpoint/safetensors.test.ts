import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StoredTensor } from "./checkpoint.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";

const tensors: Record<string, StoredTensor> = {
  "1.bias": { shape: [3], data: Float32Array.of(-0, 1.5, -3e38) },
  "0.weight": { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
  step: { shape: [], data: Int32Array.of(-7) },
  empty: { shape: [0, 4], data: new Float32Array(0) },
};

/** A file with this header, and zeros after it. */
function file(header: unknown, zeros: number): Uint8Array {
  const json = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(zeros)]);
}

test("what is encoded is decoded, bit for bit", () => {
  const decoded = decodeSafetensors("m", encodeSafetensors(tensors));
  expect(decoded).toEqual(tensors);
  expect(Object.is(decoded["1.bias"]!.data[0], -0)).toBe(true);
});

test("a Buffer of Node's is read as any bytes are", () => {
  const bytes = Buffer.from(encodeSafetensors(tensors));
  const decoded = decodeSafetensors("m", bytes);
  expect(decoded).toEqual(tensors);
  bytes.fill(0);
  expect(decoded).toEqual(tensors);
});

test("NaN and infinities survive", () => {
  const data = Float32Array.of(NaN, Infinity, -Infinity);
  expect(decodeSafetensors("m", encodeSafetensors({ x: { shape: [3], data } }))["x"]!.data).toEqual(data);
});

test("equal tensors give equal bytes, in whatever order they come", () => {
  const turned = Object.fromEntries(Object.entries(tensors).toReversed());
  expect(encodeSafetensors(turned)).toEqual(encodeSafetensors(tensors));
});

test("the numbers begin at a multiple of 8 bytes", () => {
  for (let length = 1; length < 12; length++) {
    const bytes = encodeSafetensors({ ["n".repeat(length)]: { shape: [1], data: Float32Array.of(1) } });
    expect((bytes.length - 4) % 8).toBe(0);
  }
});

test("a view into a larger array stores only what it shows, and is read wherever it lies", () => {
  const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  const bytes = encodeSafetensors({ x: { shape: [2], data } });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(decodeSafetensors("m", shifted.subarray(3))["x"]!.data).toEqual(Float32Array.of(2, 3));
});

test("numbers that do not fill their shape are not stored", () => {
  expect(() => encodeSafetensors({ x: { shape: [2, 2], data: new Float32Array(3) } })).toThrow(
    '"x": 3 numbers do not fill the shape [2, 2]',
  );
});

describe("a damaged file is refused with the place and what was expected", () => {
  const entry = (more: object): unknown => ({
    x: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...more },
  });
  test.each<[string, Uint8Array]>([
    ["byte 3: expected the 8 bytes of the header's length", new Uint8Array(3)],
    ["byte 0: expected a header of at most 2 bytes, got 9", Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 1, 2)],
    ["byte 0: expected a header of at most 0 bytes, got 18446744073709551615", new Uint8Array(8).fill(255)],
    ["byte 8: the header is not JSON", file("{", 0)],
    ["byte 8: the header is not JSON", Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 255)],
    ["byte 8: expected a header that is a JSON object", file([1], 0)],
    ['"x": expected dtype F32 or I32, got "F16"', file(entry({ dtype: "F16" }), 8)],
    ['"x": expected dtype F32 or I32, got "toString"', file(entry({ dtype: "toString" }), 8)],
    ['"x": expected dtype F32 or I32, got undefined', file({ x: null }, 8)],
    ['"x": expected a shape of whole numbers, got [-2]', file(entry({ shape: [-2] }), 8)],
    ['"x": expected two offsets 12 bytes apart for shape [3], got [0,8]', file(entry({ shape: [3] }), 8)],
    [
      '"x": expected two offsets 8 bytes apart for shape [2], got [8,0]',
      file(entry({ data_offsets: [8, 0] }), 8),
    ],
    ['"x": expected two offsets 8 bytes apart for shape [2], got [0]', file(entry({ data_offsets: [0] }), 8)],
    ['"x": expected numbers from byte 63 on, got 67', file(entry({ data_offsets: [4, 12] }), 12)],
    ["byte 62: expected 70 bytes in all, got 62", file(entry({}), 0)],
    ["byte 70: expected 70 bytes in all, got 71", file(entry({}), 9)],
    [
      '"b": expected numbers from byte 123 on, got 119',
      file(
        {
          a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
          b: { dtype: "I32", shape: [1], data_offsets: [4, 8] },
        },
        8,
      ),
    ],
  ])("%s", (message, bytes) => {
    expect(() => decodeSafetensors("model", bytes)).toThrow(
      expect.objectContaining({ code: "BAD_CHECKPOINT" }),
    );
    expect(() => decodeSafetensors("model", bytes)).toThrow(`model: ${message}`);
  });
});

const runs = (...command: string[]): boolean =>
  spawnSync("python3", ["-c", ...command], { stdio: "ignore" }).status === 0;

/** Every tensor of a file as Python sees it, as JSON. */
function inPython(program: string): unknown {
  const path = join(mkdtempSync(join(tmpdir(), "lehr-safetensors-")), "model.safetensors");
  writeFileSync(path, encodeSafetensors(tensors));
  return JSON.parse(execFileSync("python3", ["-c", program, path], { encoding: "utf8" }));
}

const expected = {
  "0.weight": ["F32", [2, 2], [1, 2, 3, 4]],
  "1.bias": ["F32", [3], [-0, 1.5, Math.fround(-3e38)]],
  empty: ["F32", [0, 4], []],
  step: ["I32", [], [-7]],
};

test.skipIf(!runs("pass"))("Python's struct and json read the file (skipped without python3)", () => {
  const program = `
import json, struct, sys
raw = open(sys.argv[1], "rb").read()
(size,) = struct.unpack("<Q", raw[:8])
header = json.loads(raw[8:8 + size])
assert header.pop("__metadata__") == {"format": "pt"} and size % 8 == 0
def numbers(t):
    part = raw[8 + size:][slice(*t["data_offsets"])]
    return list(struct.unpack("<%d%s" % (len(part) // 4, {"F32": "f", "I32": "i"}[t["dtype"]]), part))
print(json.dumps({name: [t["dtype"], t["shape"], numbers(t)] for name, t in header.items()}))`;
  expect(inPython(program)).toEqual(expected);
});

test.skipIf(!runs("import numpy, safetensors"))(
  "Python's safetensors reads the file (skipped without it)",
  () => {
    const program = `
import json, sys
from safetensors.numpy import load_file
kinds = {"float32": "F32", "int32": "I32"}
found = load_file(sys.argv[1])
print(json.dumps({k: [kinds[str(v.dtype)], v.shape, v.ravel().tolist()] for k, v in sorted(found.items())}))`;
    expect(inPython(program)).toEqual(expected);
  },
);
