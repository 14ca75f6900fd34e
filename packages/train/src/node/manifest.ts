import { LehrError } from "lehr";
import { Damage } from "./damage.js";
import { sha256, type Fingerprint } from "./fingerprint.js";
import { fromLosslessJson, toLosslessJson } from "./losslessJson.js";

/** The version of the checkpoint format that this Lehr writes and reads. */
const version = 1;

/** The JSON part of a checkpoint: what does not fit into tensors, and how to know the tensors' files. */
export interface Manifest {
  readonly step: number;
  readonly files: { readonly model: Fingerprint; readonly optimizer: Fingerprint };
  readonly state: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** JSON whose last entry is the checksum of all text before it. This much holds for every version. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return seal(toLosslessJson({ version, ...manifest }, 2).slice(0, -"\n}".length));
}

/**
 * @throws Damage when a single byte is not as it was written; LehrError BAD_CHECKPOINT when it is whole and of
 * a newer version.
 */
export function decodeManifest(file: string, bytes: Uint8Array): Manifest {
  const text = new TextDecoder().decode(bytes);
  const end = text.lastIndexOf(sealStart);
  // Bytes are compared, because different ones may decode to the same text.
  if (end === -1 || Buffer.compare(seal(text.slice(0, end)), bytes) !== 0) {
    throw new Damage(file, "checksum differs");
  }
  const manifest = fromLosslessJson(text) as Manifest & { readonly version: number };
  if (manifest.version > version) {
    throw new LehrError(
      "BAD_CHECKPOINT",
      `${file}: is of format version ${manifest.version}, this Lehr reads up to ${version}; update Lehr to go on with it`,
    );
  }
  return manifest;
}

const sealStart = ',\n  "sha256": "';

function seal(text: string): Uint8Array {
  return Buffer.from(`${text}${sealStart}${sha256(text)}"\n}\n`);
}
