import { Pace } from '../batching/index.js';
import { type Db, prepared } from '../database/index.js';
import type { Logger } from '../observability/index.js';
import { Pause } from '../scheduling/index.js';
import { eventIdOf, type SerializedEvent } from './envelope.js';
import type { EventPublisher } from './event-publisher.js';

export interface OutboxRelayOptions {
  /** Most events in one transaction; default 200. */
  batchSize?: number;
  /** How often the outbox is looked at without being woken; default 1 s. */
  pollMs?: number;
}

interface OutboxRow {
  id: number;
  type: string;
  body: string;
}

/** Least time between the begins of two passes under load: fewer and larger batches, each event cheaper. */
const passPaceMs = 25;
const firstBackoffMs = 100;
const longestBackoffMs = 5_000;
const logEveryMs = 60_000;
const longestDrainMs = 5_000;

const claim = `
  DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
  RETURNING id, type, body`;

/**
 * Sends the events of an outbox: claims a batch, publishes it, and lets the rows go only once the broker holds every
 * event. Any number of relays may share an outbox. An event is sent at least once: again, when a commit fails after it.
 */
export class OutboxRelay {
  private readonly batchSize: number;
  private readonly pollMs: number;
  private running: Promise<void> | undefined;
  private stopped = false;
  private woken = false;
  private readonly pause = new Pause();
  private failures = 0;
  private readonly pace = new Pace(passPaceMs);
  private lastLoggedMs = 0;

  constructor(
    private readonly db: Db,
    private readonly publisher: EventPublisher,
    private readonly logger: Logger,
    { batchSize = 200, pollMs = 1_000 }: OutboxRelayOptions = {},
  ) {
    this.batchSize = batchSize;
    this.pollMs = pollMs;
  }

  start(): void {
    this.stopped = false;
    this.running ??= this.run();
  }

  /** Call after a commit that put rows into the outbox. Cheap: calls during a pass lead to one more pass. */
  wake(): void {
    this.woken = true;
    if (this.failures === 0) this.pause.end();
  }

  /** Finishes the batch under way and sends what is there, unless it fails or takes long. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.stopped = true;
    this.pause.end();
    await this.running;
    this.running = undefined;
    const deadline = Date.now() + longestDrainMs;
    while (Date.now() < deadline && (await this.pass()) === this.batchSize);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const awaited = this.woken;
      this.woken = false;
      const startedAtMs = performance.now();
      const sent = awaited || (await this.hasRows()) ? await this.pass() : 0;
      if (this.stopped || (sent === this.batchSize && this.failures === 0)) continue;
      if (this.failures > 0)
        await this.pause.for(Math.min(firstBackoffMs * 2 ** (this.failures - 1), longestBackoffMs));
      else await this.pauseAfter(sent, startedAtMs);
    }
  }

  /** Spares the poll of an empty outbox its transaction. */
  private async hasRows(): Promise<boolean> {
    if (!this.publisher.connected) return false;
    try {
      const rows = await prepared(this.db, 'outbox_look', 'SELECT 1 FROM outbox LIMIT 1', []);
      if (rows.length === 0) this.recovered();
      return rows.length > 0;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Sends one batch; answers how many events it had, 0 when it failed. */
  private async pass(): Promise<number> {
    if (!this.publisher.connected) return 0;
    try {
      const sent = await this.db.transaction(async (trx) => {
        const rows = await prepared<OutboxRow>(trx, 'outbox_claim', claim, [this.batchSize]);
        if (rows.length > 0) await this.publisher.publish(rows.sort((a, b) => a.id - b.id).map(toEvent));
        return rows.length;
      });
      this.recovered();
      return sent;
    } catch (error) {
      this.failed(error);
      return 0;
    }
  }

  private failed(error: unknown): void {
    this.failures += 1;
    if (this.failures > 1 && Date.now() - this.lastLoggedMs < logEveryMs) return;
    this.lastLoggedMs = Date.now();
    this.logger.error({ err: error, failures: this.failures }, 'outbox not sent; its events wait');
  }

  private recovered(): void {
    if (this.failures > 0) this.logger.info({ failures: this.failures }, 'outbox is sent again');
    this.failures = 0;
  }

  private async pauseAfter(sent: number, startedAtMs: number): Promise<void> {
    const restMs = this.pace.restMs(startedAtMs, sent);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    if (!this.woken && !this.stopped) await this.pause.for(this.pollMs);
  }
}

function toEvent({ type, body }: OutboxRow): SerializedEvent {
  return { id: eventIdOf(body), type, body };
}
