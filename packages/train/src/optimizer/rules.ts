/** Which values an option may take, as a rule in words and a test. */
export interface OptionRule {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
}

export const finite: OptionRule = { must: "be a finite number", holds: Number.isFinite };

export const notNegative: OptionRule = {
  must: "be a finite number ≥ 0",
  holds: (value) => Number.isFinite(value) && (value as number) >= 0,
};

export const positive: OptionRule = {
  must: "be a finite number > 0",
  holds: (value) => Number.isFinite(value) && (value as number) > 0,
};

export const fraction: OptionRule = {
  must: "be in [0, 1)",
  holds: (value) => typeof value === "number" && value >= 0 && value < 1,
};

export const fractions: OptionRule = {
  must: "be two numbers in [0, 1)",
  holds: (value) => Array.isArray(value) && value.length === 2 && value.every(fraction.holds),
};

export const toggle: OptionRule = {
  must: "be true or false",
  holds: (value) => typeof value === "boolean",
};
