/** What the types refuse. Checked by the compiler, never run. */
import {
  AccumulatingScheduler,
  constant,
  extend,
  lint,
  parse,
  parsePlan,
  plan,
  plateau,
  replay,
  Scheduler,
  type ParamGroup,
  type SchedulerState,
} from "../index.js";

declare const optimizer: { paramGroups: ParamGroup[] };
declare const state: SchedulerState;
const scheduler = new Scheduler(optimizer, constant());

scheduler.loadStateDict(state, { keep: "mine" });
scheduler.loadStateDict(state, { keep: "saved", parse });
scheduler.loadStateDict(state, { keep: "saved", parse: parsePlan });
// @ts-expect-error a saved schedule must be made by somebody
scheduler.loadStateDict(state, { keep: "saved" });
// @ts-expect-error there are two sides
scheduler.loadStateDict(state, { keep: "theirs" });
// @ts-expect-error a metric belongs to observe
scheduler.step(0.3);
// @ts-expect-error a plain scheduler counts updates
scheduler.microBatch();
// @ts-expect-error read only
scheduler.stepsDone = 5;
// @ts-expect-error a metric is a number
scheduler.observe("0.3");
// @ts-expect-error a rate is no schedule
void new Scheduler(optimizer, 0.1);
// @ts-expect-error a spec is no schedule; parse it
void new Scheduler(optimizer, { type: "constant" });
// @ts-expect-error how many micro-batches?
void new AccumulatingScheduler(optimizer, constant());

plan({ lr: constant(), groups: { head: constant(), body: { factor: 0.1, freezeUntil: 100 } } });
plan({ lr: constant(), fields: { momentum: { mirror: "lr", min: 0.85, max: 0.95 } } });
// @ts-expect-error every plan has a schedule for the groups that it does not name
plan({ groups: { head: constant() } });
// @ts-expect-error lr is no other field
plan({ lr: constant(), fields: { lr: constant() } });
// @ts-expect-error what does it follow?
plan({ lr: constant(), fields: { weightDecay: { follow: "momentum" } } });
// @ts-expect-error a mirror has two ends
plan({ lr: constant(), fields: { momentum: { mirror: "lr", max: 0.95 } } });
// @ts-expect-error misspelt
plan({ lr: constant(), groups: { head: { freezeuntil: 3 } } });
// @ts-expect-error a rule, not its options
plan({ lr: constant(), rule: { patience: 3 } });

// @ts-expect-error PyTorch's word; here it is thresholdMode
plateau({ threshold_mode: "rel" });
// @ts-expect-error min or max
plateau({ mode: "auto" });
// @ts-expect-error a log has numbers
replay(plateau(), ["0.1"]);
// @ts-expect-error where does the run stand?
extend(constant(), { totalSteps: 100 });
// @ts-expect-error how long is the run?
lint(constant(), {});
