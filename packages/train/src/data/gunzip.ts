import { LehrError } from "lehr";

/**
 * The bytes themselves, or what they hold when they are gzip (told by its first two bytes). Runs in Node and
 * in browsers.
 *
 * @throws LehrError BAD_DATA when the gzip is cut short or damaged.
 */
export async function gunzip(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const compressed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = compressed.pipeThrough(new DecompressionStream("gzip")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
  } catch (cause) {
    throw new LehrError(
      "BAD_DATA",
      `${name}: damaged gzip: ${(cause as Error).message} (${bytes.length} bytes, readable up to byte ${length} of what they hold); fetch the file again`,
      { cause },
    );
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
