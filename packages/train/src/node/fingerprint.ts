import { createHash } from "node:crypto";
import { Damage } from "./damage.js";

/** Enough to tell whether a file is the one that was written. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

export function fingerprint(bytes: Uint8Array): Fingerprint {
  return { bytes: bytes.length, sha256: sha256(bytes) };
}

/** @throws Damage when the bytes are not those of the fingerprint. */
export function checkFingerprint(file: string, bytes: Uint8Array, expected: Fingerprint): void {
  if (bytes.length !== expected.bytes) {
    throw new Damage(file, `${expected.bytes} bytes were written, it has ${bytes.length}`);
  }
  if (sha256(bytes) !== expected.sha256) throw new Damage(file, "checksum differs");
}

export function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}
