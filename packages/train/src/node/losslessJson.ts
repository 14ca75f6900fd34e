/**
 * JSON that keeps the four numbers JSON loses: NaN, the infinities and −0 become `{"$number": "NaN"}`. A
 * scheduler that waits for a loss below Infinity must find Infinity again.
 */
export function toLosslessJson(value: unknown, indent = 0): string {
  return JSON.stringify(
    value,
    (_, part: unknown) =>
      typeof part === "number" && (!Number.isFinite(part) || Object.is(part, -0))
        ? { $number: Object.is(part, -0) ? "-0" : String(part) }
        : part,
    indent,
  );
}

/** Reads what {@link toLosslessJson} wrote. */
export function fromLosslessJson(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === "object" && part !== null && "$number" in part ? Number(part.$number) : part,
  );
}
