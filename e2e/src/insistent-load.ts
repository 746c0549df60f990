import { randomUUID } from 'node:crypto';
import { Buyer, series } from './buyer.js';

/**
 * Buyers that keep submitting jobs while the system is torn apart. Each job has an idempotency key and is sent again
 * until it is answered, as a careful client does, so every key stands for exactly one job.
 */
export class InsistentLoad {
  /** Ids that were answered with 202, by buyer. */
  readonly accepted = new Map<Buyer, number[]>();
  private stopping = false;
  private readonly running: Promise<void>[] = [];

  /** @param random decides the sizes of the jobs. */
  constructor(
    readonly buyers: readonly Buyer[],
    private readonly random: () => number,
  ) {}

  static async of(url: string, count: number, credits: number, random: () => number): Promise<InsistentLoad> {
    const buyers = await Promise.all(Array.from({ length: count }, () => Buyer.register(url, credits)));
    return new InsistentLoad(buyers, random);
  }

  get total(): number {
    return [...this.accepted.values()].reduce((sum, ids) => sum + ids.length, 0);
  }

  start(): void {
    for (const buyer of this.buyers) {
      this.accepted.set(buyer, []);
      this.running.push(this.buy(buyer));
    }
  }

  /** Every job that was begun is answered when this resolves. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private async buy(buyer: Buyer): Promise<void> {
    while (!this.stopping) {
      const id = await this.submit(buyer, 1 + Math.floor(this.random() * 5));
      if (id !== undefined) this.accepted.get(buyer)?.push(id);
      await pause(10);
    }
  }

  private async submit(buyer: Buyer, rows: number): Promise<number | undefined> {
    const key = randomUUID();
    const deadline = Date.now() + 60_000;
    for (;;) {
      const answer = await buyer.predict(series(rows), { key }).catch(() => undefined);
      if (answer?.status === 202) return answer.body.id;
      if (answer?.status === 402) return undefined;
      if (answer && answer.status < 500) throw new Error(`Answered ${answer.status}: ${answer.body.detail}`);
      if (Date.now() > deadline) throw new Error(`No answer for a minute; the last was ${answer?.status ?? 'none'}`);
      await pause(50);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
