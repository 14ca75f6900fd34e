/** What a scheduler needs of a parameter group: a rate to write. The other fields are there if they exist. */
export interface ParamGroup {
  lr: number;
  /** The group's base rate; a scheduler sets it from `lr` when it is missing. */
  initialLr?: number;
  momentum?: number;
  betas?: [number, number];
  weightDecay?: number;
  name?: string;
}

/** Anything with parameter groups is an optimizer to Lehr. */
export interface Optimizer {
  readonly paramGroups: readonly ParamGroup[];
}
