import type { EventContract } from '../contracts/index.js';
import type { Logger } from '../observability/index.js';
import { type BrokerLinkOptions, openConsumer } from './broker-link.js';
import type { CloudEvent } from './envelope.js';
import { EventProcessor } from './event-processor.js';

/** What to do with one kind of event. */
export interface EventReaction {
  type: string;
  /** One event at a time; those of other kinds go on meanwhile. */
  processor(queue: string, logger: Logger): Pick<EventProcessor<unknown>, 'settle' | 'stop'>;
}

/** `on(jobFinished, async (event) => ...)`: resolving acknowledges the event, throwing brings it again later. */
export function on<Data>(
  contract: EventContract<Data>,
  react: (event: CloudEvent<Data>) => void | Promise<void>,
): EventReaction {
  const handle = async (events: CloudEvent<Data>[]) => {
    for (const event of events) await react(event);
  };
  return {
    type: contract.type,
    processor: (queue, logger) => new EventProcessor({ contract, queue, maxBatch: 1, handle, logger }),
  };
}

export interface ListenOptions extends BrokerLinkOptions {
  /** A durable queue's name, where every event counts; null: a queue of this process, for whoever is connected now. */
  queue: string | null;
  reactions: readonly EventReaction[];
  /** Most messages delivered and not yet acknowledged; default 100. */
  prefetch?: number;
}

/** Listens until it is closed. */
export interface EventListener {
  /** Whether events arrive now. */
  readonly consuming: boolean;
  /** Finishes the events under way. */
  close(): Promise<void>;
}

/** Listens to events outside a Nest app, on RabbitMQ or in-process. */
export async function listen({ queue, reactions, prefetch = 100, ...link }: ListenOptions): Promise<EventListener> {
  const consumer = openConsumer(link);
  const processors = new Map(
    reactions.map((reaction) => [
      reaction.type,
      reaction.processor(queue ?? `${link.service} (exclusive)`, link.logger),
    ]),
  );
  await consumer.start([
    {
      queue,
      types: [...processors.keys()],
      prefetch,
      settle: async (delivery) => processors.get(delivery.type)?.settle(delivery) ?? 'dead-letter',
    },
  ]);
  return {
    get consuming() {
      return consumer.consuming;
    },
    close: async () => {
      for (const processor of processors.values()) processor.stop();
      await consumer.stop();
      await consumer.close();
    },
  };
}
