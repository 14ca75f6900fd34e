/** A checkpoint's file that is not what was written: `runs/a/…json is damaged (checksum differs)`. */
export class Damage extends Error {
  constructor(file: string, difference: string) {
    super(`${file} is damaged (${difference})`);
  }
}
