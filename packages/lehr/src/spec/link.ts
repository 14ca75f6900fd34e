import { LehrError } from "../error.js";
import type { Schedule, ScheduleSpec } from "../schedule.js";
import { canonical } from "./canonical.js";
import { parse, SPEC_VERSION } from "./parse.js";

/** What every engine has of the streams standard, and TypeScript knows under its DOM library only. */
interface Stream {
  readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
}
interface Platform {
  readonly CompressionStream?: new (format: string) => Stream;
  readonly DecompressionStream?: new (format: string) => Stream;
  readonly btoa: (binary: string) => string;
  readonly atob: (text: string) => string;
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new (
    label: string,
    options: { fatal: boolean },
  ) => { decode(bytes: Uint8Array): string };
}

/** A schedule says what it is in a few hundred bytes; what is larger is no schedule. */
const LARGEST = 2 ** 16;

const PREFIX = `s${SPEC_VERSION}=`;

/**
 * A schedule as a short text for an address: `s1=` and its canonical JSON, deflated, in base64url. Equal
 * schedules give equal links on the same engine. Needs CompressionStream: browsers, Deno, Bun, Node from
 * 20.12 on.
 *
 * @throws LehrError IO on an engine without CompressionStream.
 * @example
 * import { cosine, fromLink, toLink } from "lehr";
 * const link = await toLink(cosine({ steps: 100 }));
 * (await fromLink(link)).steps; // => 100
 */
export async function toLink(schedule: Schedule): Promise<string> {
  const { TextEncoder } = platform();
  const bytes = new TextEncoder().encode(JSON.stringify(canonical(schedule.spec)));
  const small = await through(stream("CompressionStream"), bytes, Infinity);
  return PREFIX + textOf(small);
}

/**
 * The schedule of a link, read as strictly as a file. What would unfold to more than 64 KiB is refused
 * before it has, and so is what `toLink` never writes: bytes after the end, a key twice, keys out of order.
 *
 * @throws LehrError BAD_SPEC for what is no link, of none or another version, and as `parse`.
 */
export async function fromLink(link: string): Promise<Schedule> {
  const [, version, text] = /^s(\d+)=([\w-]+)$/.exec(link) ?? [];
  if (version !== undefined && version !== String(SPEC_VERSION)) {
    throw new LehrError("BAD_SPEC", `link: version must be ${SPEC_VERSION}, got ${version}`);
  }
  if (text === undefined || text.length % 4 === 1 || text.length > LARGEST) {
    throw new LehrError("BAD_SPEC", `link: must be ${PREFIX} and base64url, got ${shortened(link)}`);
  }
  const { TextDecoder } = platform();
  const inflate = stream("DecompressionStream");
  let bytes: Uint8Array;
  let json: string;
  try {
    bytes = bytesOf(text);
    json = new TextDecoder("utf-8", { fatal: true }).decode(await through(inflate, bytes, LARGEST));
  } catch (cause) {
    if (cause instanceof LehrError) throw cause;
    throw new LehrError("BAD_SPEC", `link: is damaged, it does not unfold: ${shortened(link)}`, { cause });
  }
  if (textOf(bytes) !== text || (await endsEarly(bytes))) {
    throw new LehrError("BAD_SPEC", `link: goes on after its end: ${shortened(link)}`);
  }
  const schedule = parse(json, "link");
  if (JSON.stringify(canonical(JSON.parse(json) as ScheduleSpec)) !== json) {
    throw new LehrError("BAD_SPEC", "link: has a key twice, or is not written as toLink writes it");
  }
  return schedule;
}

/** Not every engine minds what follows a deflated text; but no text is whole without its own last byte. */
async function endsEarly(bytes: Uint8Array): Promise<boolean> {
  try {
    await through(stream("DecompressionStream"), bytes.subarray(0, -1), LARGEST);
    return true;
  } catch {
    return false;
  }
}

async function through({ writable, readable }: Stream, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const writer = writable.getWriter();
  // A stream that fails says so to its reader too; here the same failure would have nobody to hear it.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value!);
    size += next.value!.length;
    if (size > most) {
      await reader.cancel();
      throw new LehrError("BAD_SPEC", `link: unfolds to more than ${most} bytes, which no schedule needs`);
    }
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function textOf(bytes: Uint8Array): string {
  const text = platform().btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array {
  const binary = platform().atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function stream(name: "CompressionStream" | "DecompressionStream"): Stream {
  try {
    return new (platform()[name]!)("deflate-raw");
  } catch (cause) {
    throw new LehrError("IO", `link: this engine has no ${name} for deflate-raw; Node has it from 20.12 on`, {
      cause,
    });
  }
}

function platform(): Platform {
  return globalThis as unknown as Platform;
}

function shortened(link: string): string {
  return JSON.stringify(link.length > 60 ? `${link.slice(0, 57)}...` : link);
}
