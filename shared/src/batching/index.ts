import { Pause } from '../scheduling/index.js';
import { Pace } from './pace.js';

export { Pace } from './pace.js';

/** What one item of a batch came to: its result, or the error that it alone fails with. */
export type ItemOutcome<Result> = Result | Error;

export interface BatcherOptions<Item = unknown> {
  /** Most items in one run. */
  maxSize: number;
  /** What an item weighs, and the most that those of one run weigh together; an item heavier than that runs alone. */
  weight?: { of: (item: Item) => number; max: number };
  /** Most runs at once; default 1. */
  concurrency?: number;
  /**
   * Least time from the begin of one run to that of the next under load (see `Pace`), unless a full batch waits; default 0.
   */
  paceMs?: number;
  /** Most items waiting; above it `add` rejects with `BatcherFullError`. Default: no bound, for callers that bound it. */
  maxWaiting?: number;
}

export class BatcherFullError extends Error {
  constructor() {
    super('Too many items are waiting');
  }
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Settles together what arrives while the previous batch is under way. One run at a time unless `concurrency` says
 * otherwise, items in the order of arrival; when idle, a batch is what arrived in the same turn of the event loop, so
 * nothing waits for company.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = 0;
  private waking = false;
  private readonly rest = new Pause();
  private readonly pace: Pace;

  /** @param run answers one outcome per item, in order; when it throws, every item of the batch rejects. */
  constructor(
    private readonly run: (items: Item[]) => Promise<ItemOutcome<Result>[]>,
    private readonly options: BatcherOptions<Item>,
  ) {
    this.pace = new Pace(options.paceMs ?? 0);
  }

  add(item: Item): Promise<Result> {
    if (this.waiting.length >= (this.options.maxWaiting ?? Number.POSITIVE_INFINITY)) {
      return Promise.reject(new BatcherFullError());
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.waiting.length >= this.options.maxSize) this.rest.end();
      this.wake();
    });
  }

  private wake(): void {
    if (this.waking || this.running >= (this.options.concurrency ?? 1)) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running += 1;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.nextSize());
      if (this.waiting.length > 0) this.wake();
      const startedAtMs = performance.now();
      await this.settle(batch);
      await this.pause(this.pace.restMs(startedAtMs, batch.length));
    }
    this.running -= 1;
  }

  private nextSize(): number {
    const { maxSize, weight } = this.options;
    if (!weight) return maxSize;
    let [size, sum] = [0, 0];
    for (const { item } of this.waiting) {
      sum += weight.of(item);
      if (size === maxSize || (size > 0 && sum > weight.max)) break;
      size += 1;
    }
    return size;
  }

  /** Lets a company gather, also when nobody waits yet: whoever comes right after a run is not alone for long. */
  private async pause(ms: number): Promise<void> {
    if (ms === 0 || this.waiting.length >= this.options.maxSize) return;
    await this.rest.for(ms);
  }

  private async settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const outcomes = await this.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, i) => {
        if (i >= outcomes.length) reject(new Error('The batch answered fewer outcomes than it has items'));
        const outcome = outcomes[i];
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome as Result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
