import { setTimeout as sleep } from 'node:timers/promises';
import { Batcher } from '../batching/index.js';
import type { EventContract } from '../contracts/index.js';
import { isTransientDatabaseError } from '../database/index.js';
import { type Logger, traceFields } from '../observability/index.js';
import { type CloudEvent, parseEvent } from './envelope.js';
import type { Delivery, Settlement } from './event-consumer.js';
import { BrokerUnavailableError } from './event-publisher.js';
import { deliveryLimit } from './topology.js';

export interface EventProcessorOptions<Data> {
  contract: EventContract<Data>;
  queue: string;
  maxBatch: number;
  /** Most batches at once; default 1. */
  concurrency?: number;
  handle: (events: CloudEvent<Data>[]) => Promise<void>;
  logger: Logger;
}

/** Nobody waits for a single event of many; what a batch saves, all of them gain. */
const batchPaceMs = 25;
const firstWaitMs = 100;
const longestWaitMs = 5_000;

/** Takes one handler's events one by one, as the broker delivers them, and gives them to it in batches. */
export class EventProcessor<Data> {
  private readonly batcher: Batcher<CloudEvent<Data>, undefined>;
  private readonly stopping = new AbortController();

  constructor(private readonly options: EventProcessorOptions<Data>) {
    this.batcher = new Batcher((events) => this.handleBatch(events), {
      maxSize: options.maxBatch,
      concurrency: options.concurrency ?? 1,
      ...(options.maxBatch > 1 ? { paceMs: batchPaceMs } : {}),
    });
  }

  /** Validates and handles one event; never rejects. See `Subscription`. */
  async settle({ message, failedDeliveries }: Delivery): Promise<Settlement> {
    let event: CloudEvent<Data>;
    try {
      event = parseEvent(this.options.contract, message);
    } catch (error) {
      const about = { queue: this.options.queue, ...aboutMalformed(message) };
      this.options.logger.error({ err: error, ...about }, 'malformed event goes to the dead letters');
      return 'dead-letter';
    }
    try {
      await this.batcher.add(event);
      const { logger, queue } = this.options;
      if (logger.isLevelEnabled('debug')) logger.debug({ queue, ...aboutEvent(event) }, 'event handled');
      return 'ack';
    } catch (error) {
      await this.reportFailure(event, error, failedDeliveries + 1);
      return 'requeue';
    }
  }

  /** Ends all waiting: what has not succeeded goes back to the broker. */
  stop(): void {
    this.stopping.abort();
  }

  private async handleBatch(events: CloudEvent<Data>[]): Promise<(undefined | Error)[]> {
    const error = await this.tryHandle(events);
    if (events.length === 1 || !error || this.stopping.signal.aborted) return events.map(() => error);
    const outcomes: (undefined | Error)[] = [];
    for (const event of events) outcomes.push(await this.tryHandle([event]));
    return outcomes;
  }

  /** Calls the handler, again and again while the database or the broker is away. */
  private async tryHandle(events: CloudEvent<Data>[]): Promise<undefined | Error> {
    for (let waitMs = firstWaitMs, tries = 1; ; waitMs = Math.min(waitMs * 2, longestWaitMs), tries++) {
      try {
        await this.options.handle(events);
        return undefined;
      } catch (error) {
        if (!isTransient(error) || this.stopping.signal.aborted) return toError(error);
        if (tries === 1 || tries % 12 === 0) {
          this.options.logger.warn(
            { err: error, queue: this.options.queue, tries },
            'waiting for the database or the broker',
          );
        }
        await this.pause(waitMs);
      }
    }
  }

  /** Logs the failure and holds the event back for a while, longer after each, so that what it needs can recover. */
  private async reportFailure(event: CloudEvent<Data>, error: unknown, failures: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.options.logger.error(
      { err: error, queue: this.options.queue, ...aboutEvent(event), failures },
      failures < deliveryLimit ? 'event failed and will come back' : 'event goes to the dead letters',
    );
    if (failures < deliveryLimit) await this.pause(Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs));
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** What a line of the log says of an event; never its data. */
function aboutEvent({ id, type, subject, traceparent, data }: CloudEvent<unknown>): Record<string, unknown> {
  return { event_id: id, event_type: type, subject, ...jobOf(data), ...traceFields(traceparent) };
}

/** The same of what may be anything. */
function aboutMalformed(message: unknown): Record<string, unknown> {
  if (typeof message !== 'object' || message === null) return {};
  return {
    ...('id' in message && typeof message.id === 'string' ? { event_id: message.id } : {}),
    ...('data' in message ? jobOf(message.data) : {}),
    ...('traceparent' in message ? traceFields(message.traceparent) : {}),
  };
}

function jobOf(data: unknown): { job_id?: number } {
  if (typeof data !== 'object' || data === null || !('job_id' in data)) return {};
  return typeof data.job_id === 'number' ? { job_id: data.job_id } : {};
}

function isTransient(error: unknown): boolean {
  return isTransientDatabaseError(error) || error instanceof BrokerUnavailableError;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A handler threw something that is no error', { cause: error });
}
