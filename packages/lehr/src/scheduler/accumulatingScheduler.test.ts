import { describe, expect, it } from "vitest";
import { AccumulatingScheduler, linear } from "../index.js";

const scheduler = (accumulate: number): AccumulatingScheduler =>
  new AccumulatingScheduler({ paramGroups: [{ lr: 1 }] }, linear({ steps: 10 }), { accumulate });

describe("an accumulating scheduler", () => {
  it("counts updates, not micro-batches", () => {
    const subject = scheduler(4);
    const due = Array.from({ length: 8 }, () => {
      const isDue = subject.microBatch();
      if (isDue) subject.step();
      return isDue;
    });
    expect(due).toEqual([false, false, false, true, false, false, false, true]);
    expect(subject.stepsDone).toBe(2);
    expect(subject.next).toEqual([0.8]);
  });

  it("refuses step() for every micro-batch, and says what to call", () => {
    const subject = scheduler(2);
    subject.microBatch();
    expect(() => subject.step()).toThrow(
      "step: 1 of 2 micro-batches are done; call microBatch() after each, and step() when it has said true",
    );
    expect(subject.stepsDone).toBe(0);
  });

  it("refuses a micro-batch when step() was forgotten", () => {
    const subject = scheduler(1);
    subject.microBatch();
    expect(() => subject.microBatch()).toThrow("the update is due; call step() after optimizer.step()");
  });

  it("makes an update of fewer at the end of an epoch, when it is told to", () => {
    const subject = scheduler(4);
    subject.microBatch();
    expect(subject.microBatch({ last: true })).toBe(true);
    subject.step();
    expect(subject.microBatch()).toBe(false);
  });

  it("keeps the rate when the optimizer skipped the update", () => {
    const subject = scheduler(1);
    subject.microBatch();
    subject.skip();
    expect([subject.stepsDone, subject.skipped, subject.next]).toEqual([0, 1, [1]]);
    expect(() => subject.skip()).toThrow("skip: 0 of 1 micro-batches are done");
  });

  it("resumes in the middle of an update", () => {
    const subject = scheduler(3);
    subject.microBatch();
    const resumed = scheduler(3);
    resumed.loadStateDict(JSON.parse(JSON.stringify(subject.stateDict())) as never);
    expect([resumed.microBatch(), resumed.microBatch()]).toEqual([false, true]);
    expect(() => scheduler(1).loadStateDict({ ...subject.stateDict(), microBatches: 2 })).toThrow(
      "the state is 2 micro-batches into an update that takes 1 here",
    );
  });

  it("refuses to accumulate nothing", () => {
    expect(() => scheduler(0)).toThrow("AccumulatingScheduler: accumulate must be a positive integer, got 0");
  });
});
