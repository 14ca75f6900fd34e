/** How each schedule of another framework is said in Lehr's words. Rates are absolute; `horizon` is far enough. */
import {
  clamp,
  constant,
  cooldown,
  cosine,
  cut,
  cyclic,
  exponential,
  interpolate,
  inverseSqrt,
  inverseTime,
  linear,
  milestones,
  piecewise,
  polynomial,
  rate,
  restarts,
  sequence,
  shift,
  staircase,
  stepDecay,
  stretch,
  tanh,
  warmup,
  type EasingName,
  type Schedule,
} from "lehr";

/** A case of the golden file. */
export interface PeerCase {
  readonly id: string;
  readonly framework: string;
  readonly name: string;
  readonly args: Arguments;
  readonly steps: readonly number[];
  readonly lrs: readonly number[];
  readonly fragile?: readonly { step: number }[];
}

/** Arguments by their names; whoever reads one knows its type. */
type Arguments = Readonly<Record<Name, never>>;

type Name =
  | "alpha"
  | "alpha_f"
  | "alpha_i"
  | "batch_size"
  | "boundaries"
  | "boundaries_and_scales"
  | "cos_min_ratio"
  | "cosine_kwargs"
  | "cycle"
  | "cycle_decay"
  | "cycle_first_stair_count"
  | "cycle_first_step_size"
  | "cycle_limit"
  | "cycle_max_lr"
  | "cycle_max_mom"
  | "cycle_min_lr"
  | "cycle_min_mom"
  | "cycle_mul"
  | "cycle_mult"
  | "cycle_size"
  | "dataloader_len"
  | "decay_lr_rate"
  | "decay_mom_rate"
  | "decay_rate"
  | "decay_step_size"
  | "decay_steps"
  | "decay_t"
  | "decay_type"
  | "div_factor"
  | "ease"
  | "end"
  | "end_learning_rate"
  | "end_value"
  | "end_value_mult"
  | "end_wd"
  | "exponent"
  | "final_div_factor"
  | "first_decay_steps"
  | "gamma"
  | "init"
  | "init_lr"
  | "init_value"
  | "initial_learning_rate"
  | "interpolate_type"
  | "k_decay"
  | "lb"
  | "lr"
  | "lr_decay_steps"
  | "lr_decay_style"
  | "lr_end"
  | "lr_min"
  | "lr_range_test_min_lr"
  | "lr_range_test_staircase"
  | "lr_range_test_step_rate"
  | "lr_range_test_step_size"
  | "lr_warmup_steps"
  | "lr_wsd_decay_style"
  | "m_mul"
  | "max_duration"
  | "max_lr"
  | "middle"
  | "milestones_values"
  | "min_lr"
  | "min_lr_rate"
  | "min_lr_ratio"
  | "monotonic"
  | "num_cycles"
  | "num_decay_steps"
  | "num_stable_steps"
  | "num_training_steps"
  | "num_warmup_steps"
  | "pct"
  | "pct_final"
  | "pct_start"
  | "pcts"
  | "peak_value"
  | "power"
  | "scale_warmup"
  | "scheds"
  | "schedules"
  | "seq_len"
  | "ssr"
  | "staircase"
  | "start"
  | "start_value"
  | "start_value_mult"
  | "start_wd"
  | "step_size"
  | "steps"
  | "t_0"
  | "t_in_epochs"
  | "t_initial"
  | "t_max"
  | "t_mul"
  | "t_mult"
  | "t_warmup"
  | "timescale"
  | "total_num_steps"
  | "transition_begin"
  | "transition_steps"
  | "ub"
  | "value"
  | "values"
  | "warmup_duration"
  | "warmup_lr_init"
  | "warmup_max_lr"
  | "warmup_min_lr"
  | "warmup_min_ratio"
  | "warmup_num_steps"
  | "warmup_prefix"
  | "warmup_steps"
  | "warmup_t"
  | "warmup_target"
  | "warmup_type"
  | "wd_incr_steps"
  | "wd_incr_style"
  | "wsd_decay_steps";
type Translation = (args: Arguments, horizon: number) => Schedule;

/** Parts one after the other; those that take no steps are left out. */
function joined(...parts: readonly (Schedule | false)[]): Schedule {
  return sequence(...parts.filter((part) => part !== false));
}

function line(steps: number, from: number, to: number): Schedule | false {
  return steps > 0 && linear({ steps, start: rate(from), end: rate(to) });
}

function hold(level: number, steps?: number): Schedule {
  return constant({ level: rate(level), ...(steps === undefined ? {} : { steps }) });
}

/** A half cosine that goes on as a wave: down in `steps` to `low`, up again, and so on. */
function wave(steps: number, high: number, low: number, halves: number): Schedule {
  const round = cyclic({ rise: steps, start: rate(low), peak: rate(high), ease: "cosine" });
  return stretch(shift(round, { steps }), { factor: 1 / halves });
}

/** Cycles of any lengths, each between its own rates, until there are enough of them. */
function cycles(
  first: number,
  { stretch: longer = 1, limit = Infinity }: { stretch?: number; limit?: number },
  cycle: (index: number) => Schedule,
  horizon: number,
): Schedule[] {
  const parts: Schedule[] = [];
  for (let index = 0, at = 0; index < limit && at <= horizon; index++) {
    parts.push(stretch(cycle(index), { factor: longer ** index }));
    at += first * longer ** index;
  }
  return parts;
}

const optaxExponential: Translation = (args, horizon) => {
  const { init_value: init, transition_steps: every, decay_rate: factor, transition_begin: begin = 0 } = args;
  const options = { every, factor, start: rate(init), steps: horizon };
  const falls = args["staircase"] ? stepDecay(options) : exponential(options);
  const late = shift(falls, { steps: -begin });
  const end: number | undefined = args["end_value"];
  return end === undefined ? late : clamp(late, factor < 1 ? { min: rate(end) } : { max: rate(end) });
};

const optaxCosine: Translation = ({ init_value: init, decay_steps: steps, alpha, exponent }) =>
  cosine({ steps, start: rate(init), end: rate(init * alpha), power: exponent ?? 1 });

const optaxWarmupCosine: Translation = (args) => {
  const { init_value, peak_value: peak, warmup_steps: rise, decay_steps, end_value: end, exponent } = args;
  return joined(
    line(rise, init_value, peak),
    cosine({ steps: decay_steps - rise, start: rate(peak), end: rate(end), power: exponent ?? 1 }),
  );
};

const polynomialOptax: Translation = (args) => {
  const {
    init_value: init,
    end_value: end,
    power = 1,
    transition_steps: steps,
    transition_begin: begin = 0,
  } = args;
  const falls = polynomial({ steps, power, start: rate(init), end: rate(end) });
  return shift(falls, { steps: -Math.max(0, begin) });
};

const scales = ({ init_value: init, boundaries_and_scales: pairs }: Arguments) => {
  const levels = [init as number];
  for (const [, scale] of pairs as [number, number][]) levels.push(levels.at(-1)! * scale);
  return { at: (pairs as [number, number][]).map(([at]) => at), levels: levels.map(rate) };
};

function join({ schedules, boundaries }: Arguments, horizon: number): Schedule {
  const parts = (schedules as PeerCase[]).map((one) => translate({ ...one, framework: "optax" }, horizon));
  const lengths = (boundaries as number[]).map((at, index) => at - (boundaries[index - 1] ?? 0));
  return sequence(
    ...parts.map((part, index) => (index in lengths ? cut(part, { steps: lengths[index]! }) : part)),
  );
}

/** transformers: a warmup from 0 and then something. */
function warmed({ lr, num_warmup_steps: steps }: Arguments, then: Schedule): Schedule {
  return joined(line(steps, 0, lr), then);
}

const restOf = ({ num_training_steps: total, num_warmup_steps: rise }: Arguments): number => total - rise;

const minimum = ({ lr, min_lr: low, min_lr_rate: part }: Arguments): number => low ?? lr * (part ?? 0);

const wsdTransformers: Translation = (args) => {
  const { lr, num_warmup_steps: rise, num_decay_steps: fall, min_lr_ratio: low } = args;
  const total: number = args["num_training_steps"] ?? rise + args["num_stable_steps"] + fall;
  const start = rate(lr * low);
  const rising: Record<string, () => Schedule> = {
    linear: () => linear({ steps: rise, start, end: rate(lr) }),
    cosine: () => interpolate({ at: [0, rise], levels: [start, rate(lr)], ease: "cosine" }),
    "1-sqrt": () => polynomial({ steps: rise, power: 0.5, start, end: rate(lr) }),
  };
  const ease =
    ({ "1-sqrt": "oneMinusSqrt" } as Record<string, EasingName>)[args["decay_type"]] ?? args["decay_type"];
  const stable = total - rise - fall;
  const halves = 2 * args["num_cycles"];
  if (args["decay_type"] === "cosine" && halves !== 1) {
    const waving = cut(wave(fall, lr, lr * low, halves), { steps: fall });
    return joined(rise > 0 && rising[args["warmup_type"]]!(), hold(lr, stable), waving, hold(lr * low));
  }
  const body = cooldown(hold(lr, stable), { steps: fall, end: start, ease });
  return joined(rise > 0 && rising[args["warmup_type"]]!(), body);
};

const kerasRestarts: Translation = (args, horizon) => {
  const { initial_learning_rate: init, first_decay_steps: steps, t_mul: longer, m_mul: lower, alpha } = args;
  const parts = cycles(
    steps,
    { stretch: longer },
    (index) =>
      cosine({ steps, start: rate(init * ((1 - alpha) * lower ** index + alpha)), end: rate(init * alpha) }),
    horizon,
  );
  return sequence(...parts);
};

const kerasPolynomial: Translation = (args, horizon) => {
  const { initial_learning_rate, decay_steps: steps, end_learning_rate, power, cycle } = args;
  const falls = polynomial({
    steps,
    power,
    start: rate(initial_learning_rate),
    end: rate(end_learning_rate),
  });
  if (!cycle) return falls;
  // Every `steps` the same curve is stretched over one more of them; each piece begins one update late.
  const count = Math.ceil(horizon / steps);
  const pieces = Array.from({ length: count }, (_, index) => {
    const from = index === 0 ? 0 : index * steps + 1;
    return cut(shift(stretch(falls, { factor: index + 1 }), { steps: from }), {
      steps: (index + 1) * steps + 1 - from,
    });
  });
  return sequence(...pieces);
};

/** timm: cycles after, or under, a linear warmup. */
function timm(args: Arguments, horizon: number, cycle: (top: number, low: number) => Schedule): Schedule {
  const { lr, warmup_t: rise, warmup_lr_init, warmup_prefix, t_initial, lr_min } = args;
  const { cycle_mul: longer, cycle_decay: lower, cycle_limit: limit } = args;
  const parts = cycles(
    t_initial,
    { stretch: longer, limit },
    (index) => cycle(lr * (lower as number) ** index, lr_min),
    horizon,
  );
  const body = sequence(...parts, hold(lr_min));
  return joined(line(rise, warmup_lr_init, lr), warmup_prefix ? body : shift(body, { steps: rise }));
}

/** timm: something after, or under, a linear warmup. */
function timmStairs(
  { lr, warmup_t: rise, warmup_lr_init, warmup_prefix }: Arguments,
  body: Schedule,
): Schedule {
  return joined(line(rise, warmup_lr_init, lr), warmup_prefix ? body : shift(body, { steps: rise }));
}

const ignite: Translation = (args, horizon) => {
  const { start_value, end_value, cycle_size, cycle_mult, start_value_mult, end_value_mult, ease } = args;
  const parts: Schedule[] = [];
  let [size, start, end] = [cycle_size as number, start_value as number, end_value as number];
  for (let at = 0; at <= horizon; at += parts.at(-1)!.steps) {
    const levels = { start: rate(start), end: rate(end) };
    const round = cyclic({ rise: size, start: levels.start, peak: levels.end, cycles: 1 });
    parts.push(ease === "cosine" ? cosine({ steps: size, ...levels }) : stretch(round, { factor: 0.5 }));
    size = Math.floor(size * cycle_mult);
    start *= start_value_mult;
    end *= end_value_mult;
  }
  return sequence(...parts);
};

const megatron: Translation = (args) => {
  const { init_lr, max_lr, min_lr, lr_warmup_steps: rise, lr_decay_steps: total, lr_decay_style } = args;
  const [start, end] = [rate(max_lr), rate(min_lr)];
  const steps = total - rise;
  const bodies: Record<string, () => Schedule> = {
    constant: () => hold(max_lr),
    linear: () => linear({ steps, start, end }),
    cosine: () => cosine({ steps, start, end }),
    "inverse-square-root": () =>
      sequence(
        cut(clamp(inverseSqrt({ every: Math.max(rise, 1), start }), { min: end }), { steps: steps + 1 }),
        hold(min_lr),
      ),
    WSD: () => {
      const fall: number = args["wsd_decay_steps"];
      const names: Record<string, EasingName> = { minus_sqrt: "oneMinusSqrt" };
      const style: EasingName = args["lr_wsd_decay_style"];
      return cooldown(hold(max_lr, steps - fall), { steps: fall, end, ease: names[style] ?? style });
    },
  };
  return joined(line(rise, init_lr, max_lr), bodies[lr_decay_style]!());
};

/** Composer's times as updates; a part of the run is cut to a whole number of the run's own unit. */
function composerTime(time: string, args: Arguments): number {
  const amount = Number.parseFloat(time);
  const unit = time.replace(/^[\d.]+/, "");
  const { dataloader_len, batch_size, seq_len, max_duration } = args;
  if (unit === "dur") {
    const [, whole, runUnit] = /^([\d.]+)(.*)$/.exec(max_duration)!;
    return composerTime(`${Math.trunc(amount * Number(whole))}${runUnit}`, args);
  }
  const each: Record<string, number> = {
    ba: 1,
    ep: dataloader_len,
    sp: 1 / batch_size,
    tok: 1 / (batch_size * seq_len),
  };
  return amount * each[unit]!;
}

/** Composer's, at their own speed (a scale_schedule_ratio of 1). */
function composer(make: (of: (name: Name) => number, args: Arguments) => Schedule): Translation {
  return (args) => make((name) => composerTime(args[name] ?? "1dur", args), args);
}

/** DeepSpeed's warmup stands still for one call, and rises by the logarithm. */
function deepspeedWarmup(low: number, high: number, steps: number, type: string): Schedule {
  const ease = type === "log" ? "log" : "linear";
  const rising = warmup(hold(high), { steps: type === "log" ? steps - 1 : steps, start: rate(low), ease });
  return shift(rising, { steps: -1 });
}

const translations: Readonly<Record<string, Translation>> = {
  "optax.constant_schedule": ({ value }) => hold(value),
  "optax.linear_schedule": polynomialOptax,
  "optax.polynomial_schedule": polynomialOptax,
  "optax.exponential_decay": optaxExponential,
  "optax.cosine_decay_schedule": optaxCosine,
  "optax.piecewise_constant_schedule": (args) => piecewise(scales(args)),
  "optax.piecewise_interpolate_schedule": (args) => {
    const { at, levels } = scales(args);
    return interpolate({ at: [0, ...at], levels, ease: args["interpolate_type"] });
  },
  "optax.linear_onecycle_schedule": (args) => {
    const { transition_steps: total, peak_value: peak, pct_start = 0.3, pct_final = 0.85 } = args;
    const start = peak / (args["div_factor"] ?? 25);
    const levels = [start, peak, start, start / (args["final_div_factor"] ?? 1e4)].map(rate);
    return interpolate({
      at: [0, Math.floor(pct_start * total), Math.floor(pct_final * total), total],
      levels,
    });
  },
  "optax.cosine_onecycle_schedule": (args) => {
    const { transition_steps: total, peak_value: peak, pct_start = 0.3 } = args;
    const start = peak / (args["div_factor"] ?? 25);
    const levels = [start, peak, start / (args["final_div_factor"] ?? 1e4)].map(rate);
    return interpolate({ at: [0, Math.floor(pct_start * total), total], levels, ease: "cosine" });
  },
  "optax.warmup_constant_schedule": ({ init_value, peak_value, warmup_steps }) =>
    joined(line(warmup_steps, init_value, peak_value), hold(warmup_steps > 0 ? peak_value : init_value)),
  "optax.warmup_cosine_decay_schedule": optaxWarmupCosine,
  "optax.warmup_exponential_decay_schedule": (args, horizon) =>
    joined(
      line(args["warmup_steps"], args["init_value"], args["peak_value"]),
      optaxExponential({ ...args, init_value: args["peak_value"] }, horizon),
    ),
  "optax.sgdr_schedule": ({ cosine_kwargs }, horizon) =>
    sequence(...(cosine_kwargs as Arguments[]).map((args) => optaxWarmupCosine(args, horizon))),
  "optax.join_schedules": join,
  "mlx.exponential_decay": ({ init, decay_rate }) => exponential({ factor: decay_rate, start: rate(init) }),
  "mlx.step_decay": ({ init, decay_rate, step_size }) =>
    stepDecay({ every: step_size, factor: decay_rate, start: rate(init) }),
  "mlx.cosine_decay": ({ init, decay_steps, end }) =>
    cosine({ steps: decay_steps, start: rate(init), end: rate(end ?? 0) }),
  "mlx.linear_schedule": ({ init, end, steps }) => linear({ steps, start: rate(init), end: rate(end) }),
  "mlx.join_schedules": ({ schedules, boundaries }, horizon) =>
    join(
      {
        schedules: (schedules as PeerCase[]).map((one) => ({ ...one, name: `mlx.${one.name}` })),
        boundaries,
      } as never,
      horizon,
    ),
  "transformers.get_constant_schedule": ({ lr }) => hold(lr),
  "transformers.get_constant_schedule_with_warmup": (args) => warmed(args, hold(args["lr"])),
  "transformers.get_linear_schedule_with_warmup": (args) =>
    warmed(args, linear({ steps: restOf(args), start: rate(args["lr"]) })),
  "transformers.get_cosine_schedule_with_warmup": (args) =>
    warmed(args, wave(restOf(args), args["lr"], 0, 2 * args["num_cycles"])),
  "transformers.get_cosine_with_hard_restarts_schedule_with_warmup": (args) => {
    const again = restarts(cosine({ steps: restOf(args), start: rate(args["lr"]) }), {
      cycles: args["num_cycles"],
    });
    return warmed(args, stretch(again, { factor: 1 / args["num_cycles"] }));
  },
  "transformers.get_polynomial_decay_schedule_with_warmup": (args) =>
    warmed(
      args,
      polynomial({
        steps: restOf(args),
        power: args["power"],
        start: rate(args["lr"]),
        end: rate(args["lr_end"]),
      }),
    ),
  "transformers.get_inverse_sqrt_schedule": (args) =>
    warmed(
      args,
      inverseSqrt({
        every: args["timescale"] ?? (args["num_warmup_steps"] || 10_000),
        start: rate(args["lr"]),
      }),
    ),
  "transformers.get_cosine_with_min_lr_schedule_with_warmup": (args) =>
    warmed(args, wave(restOf(args), args["lr"], minimum(args), 2 * args["num_cycles"])),
  "transformers.get_cosine_with_min_lr_schedule_with_warmup_lr_rate": (args) => {
    const rise: number = args["num_warmup_steps"];
    const falls = shift(wave(restOf(args), args["lr"], minimum(args), 2 * args["num_cycles"]), { steps: 1 });
    if (rise === 0) return falls;
    const rising = warmup(hold(args["lr"]), { steps: rise, countFrom: 1 });
    return sequence(cut(rising, { steps: rise }), falls);
  },
  "transformers.get_wsd_schedule": wsdTransformers,
  "keras.ExponentialDecay": (args, horizon) =>
    optaxExponential(
      { ...args, init_value: args["initial_learning_rate"], transition_steps: args["decay_steps"] },
      horizon,
    ),
  "keras.PiecewiseConstantDecay": ({ boundaries, values }) =>
    piecewise({
      at: (boundaries as number[]).map((at) => at + 1),
      levels: (values as number[]).map(rate),
    }),
  "keras.PolynomialDecay": kerasPolynomial,
  "keras.InverseTimeDecay": ({
    initial_learning_rate,
    decay_steps: every,
    decay_rate: factor,
    staircase: stairs,
  }) => {
    const falls = inverseTime({ every, factor, start: rate(initial_learning_rate) });
    return stairs ? staircase(falls, { every }) : falls;
  },
  "keras.CosineDecay": (args) => {
    const {
      initial_learning_rate: init,
      decay_steps: steps,
      alpha,
      warmup_target,
      warmup_steps: rise = 0,
    } = args;
    const top: number = warmup_target ?? init;
    return joined(line(rise, init, top), cosine({ steps, start: rate(top), end: rate(alpha * top) }));
  },
  "keras.CosineDecayRestarts": kerasRestarts,
  "timm.CosineLRScheduler": (args, horizon) =>
    timm(args, horizon, (top, low) =>
      cosine({ steps: args["t_initial"], start: rate(top), end: rate(low), kDecay: args["k_decay"] }),
    ),
  "timm.PolyLRScheduler": (args, horizon) =>
    timm(args, horizon, (top, low) =>
      polynomial({
        steps: args["t_initial"],
        power: args["power"],
        start: rate(top),
        end: rate(low),
        kDecay: args["k_decay"],
      }),
    ),
  "timm.TanhLRScheduler": (args, horizon) => {
    const { lb: lower = -7, ub: upper = 3, t_initial: steps } = args;
    const at = (x: number, top: number, low: number): number => low + ((top - low) * (1 - Math.tanh(x))) / 2;
    return timm(args, horizon, (top, low) =>
      tanh({ steps, lower, upper, start: rate(at(lower, top, low)), end: rate(at(upper, top, low)) }),
    );
  },
  "timm.StepLRScheduler": (args) =>
    timmStairs(
      args,
      stepDecay({ every: args["decay_t"], factor: args["decay_rate"], start: rate(args["lr"]) }),
    ),
  "timm.MultiStepLRScheduler": (args) =>
    timmStairs(
      args,
      milestones({
        at: (args["decay_t"] as number[]).map((at) => at - 1),
        factor: args["decay_rate"],
        start: rate(args["lr"]),
      }),
    ),
  "ignite.LinearCyclicalScheduler": ignite,
  "ignite.CosineAnnealingScheduler": (args, horizon) => ignite({ ...args, ease: "cosine" as never }, horizon),
  "ignite.PiecewiseLinear": ({ milestones_values }) =>
    interpolate({
      at: (milestones_values as [number, number][]).map(([at]) => at),
      levels: (milestones_values as [number, number][]).map(([, value]) => rate(value)),
    }),
  "megatron.OptimizerParamScheduler": megatron,
  "deepspeed.WarmupLR": ({ lr, warmup_min_lr, warmup_max_lr, warmup_num_steps, warmup_type }) =>
    deepspeedWarmup(warmup_min_lr, warmup_max_lr ?? lr, warmup_num_steps, warmup_type),
  "deepspeed.WarmupDecayLR": (args) => {
    const { warmup_min_lr, warmup_max_lr, warmup_num_steps: steps, total_num_steps } = args;
    const rising = shift(deepspeedWarmup(warmup_min_lr, warmup_max_lr, steps, args["warmup_type"]), {
      steps: 1,
    });
    const falls = linear({ steps: total_num_steps - steps, start: rate(warmup_max_lr) });
    return shift(sequence(cut(rising, { steps }), falls), { steps: -1 });
  },
  "deepspeed.WarmupCosineLR": (args) => {
    const { lr, warmup_num_steps: steps, total_num_steps: total, cos_min_ratio } = args;
    const rising = shift(deepspeedWarmup(lr * args["warmup_min_ratio"], lr, steps, args["warmup_type"]), {
      steps: 1,
    });
    const falls = cosine({ steps: total - steps, start: rate(lr), end: rate(lr * cos_min_ratio) });
    return sequence(hold(0, 1), cut(rising, { steps }), shift(falls, { steps: 1 }));
  },
  "deepspeed.OneCycle": (args) => {
    const { cycle_min_lr: low, cycle_max_lr: high, cycle_first_step_size: rise } = args;
    return sequence(
      cyclic({ rise, start: rate(low), peak: rate(high), cycles: 1 }),
      inverseTime({ every: args["decay_step_size"], factor: args["decay_lr_rate"], start: rate(low) }),
    );
  },
  "deepspeed.LRRangeTest": (args, horizon) => {
    const {
      lr_range_test_min_lr: low,
      lr_range_test_step_size: every,
      lr_range_test_step_rate: growth,
    } = args;
    return linear({ steps: horizon, start: rate(low), end: rate(low * (1 + (growth * horizon) / every)) });
  },
  "composer.StepScheduler": composer((of, { lr, gamma }) =>
    stepDecay({ every: of("step_size"), factor: gamma, start: rate(lr) }),
  ),
  "composer.ConstantScheduler": composer((of, { lr, alpha }) =>
    joined(hold(lr * alpha, of("t_max")), hold(lr)),
  ),
  "composer.LinearScheduler": composer((of, { lr, alpha_i, alpha_f }) =>
    linear({ steps: of("t_max"), start: rate(lr * alpha_i), end: rate(lr * alpha_f) }),
  ),
  "composer.CosineAnnealingScheduler": composer((of, { lr, alpha_f }) =>
    cosine({ steps: of("t_max"), start: rate(lr), end: rate(lr * alpha_f) }),
  ),
  "composer.CosineAnnealingWarmRestartsScheduler": (args, horizon) => {
    const [start, end] = [rate(args["lr"]), rate(args["lr"] * args["alpha_f"])];
    const parts: Schedule[] = [];
    let steps = composerTime(args["t_0"], args);
    for (let at = 0; at <= horizon; at += parts.at(-1)!.steps) {
      parts.push(cosine({ steps, start, end }));
      steps = Math.trunc(steps * args["t_mult"]);
    }
    return sequence(...parts);
  },
  "composer.PolynomialScheduler": composer((of, { lr, alpha_f, power }) =>
    polynomial({ steps: of("t_max"), power, start: rate(lr), end: rate(lr * alpha_f) }),
  ),
  "composer.ConstantWithWarmupScheduler": composer((of, { lr, alpha }) =>
    joined(line(of("t_warmup"), 0, lr * alpha), hold(lr * alpha)),
  ),
  "composer.CosineAnnealingWithWarmupScheduler": composer((of, { lr, alpha_f }) =>
    joined(
      line(of("t_warmup"), 0, lr),
      cosine({ steps: of("t_max") - of("t_warmup"), start: rate(lr), end: rate(lr * alpha_f) }),
    ),
  ),
  "composer.PolynomialWithWarmupScheduler": composer((of, { lr, alpha_f, power }) =>
    joined(
      line(of("t_warmup"), 0, lr),
      polynomial({ steps: of("t_max") - of("t_warmup"), power, start: rate(lr), end: rate(lr * alpha_f) }),
    ),
  ),
  "fastai.SchedLin": ({ start, end }) => linear({ steps: 1, start: rate(start), end: rate(end) }),
  "fastai.SchedCos": ({ start, end }) => cosine({ steps: 1, start: rate(start), end: rate(end) }),
  "fastai.SchedExp": ({ start, end }) => exponential({ steps: 1, start: rate(start), end: rate(end) }),
  "fastai.SchedPoly": ({ start, end, power }) =>
    polynomial({ steps: 1, power: 1, kDecay: power, start: rate(start), end: rate(end) }),
  "fastai.combine_scheds": ({ pcts, scheds }, horizon) =>
    sequence(
      ...(scheds as PeerCase[]).map((one, index) =>
        stretch(translate({ ...one, framework: "fastai" }, horizon), { factor: pcts[index]! }),
      ),
    ),
  "fastai.combined_cos": ({ pct, start, middle, end }) =>
    joined(
      stretch(cosine({ steps: 1, start: rate(start), end: rate(middle) }), { factor: pct }),
      stretch(cosine({ steps: 1, start: rate(middle), end: rate(end) }), { factor: 1 - pct }),
    ),
};

/** The schedule of a case; fails when there is no translation. */
export function translate(
  { framework, name, args }: Pick<PeerCase, "framework" | "name" | "args">,
  horizon: number,
) {
  const translation = translations[name.includes(".") ? name : `${framework}.${name}`];
  if (!translation) throw new Error(`no translation of ${framework}.${name}`);
  return translation(args, horizon);
}
