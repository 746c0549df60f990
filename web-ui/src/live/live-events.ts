import type { BrokerConfig } from '@coincast/shared/config';
import { debited, deposited, jobCreated, jobFinished, refunded } from '@coincast/shared/contracts';
import { type EventListener, type InProcessBroker, listen, on } from '@coincast/shared/messaging';
import type { Logger, Registry, Tracing } from '@coincast/shared/observability';
import type { LiveEvent, LiveHub } from './live-hub.js';

const job = (id: number, status: 'PENDING' | 'OK' | 'ERROR'): LiveEvent => ({ name: 'job', data: { id, status } });
/** Without the amount: events come in no promised order, so the page asks what it is now. */
const balance: LiveEvent = { name: 'balance', data: {} };

export interface LiveEventsOptions {
  config: BrokerConfig;
  broker?: InProcessBroker | undefined;
  logger: Logger;
  registry: Registry;
  tracing: Tracing | undefined;
}

/** Passes on what the bus tells of jobs and wallets, from a queue of this process. Without the broker nothing comes. */
export function listenForChanges(hub: LiveHub, options: LiveEventsOptions): Promise<EventListener> {
  return listen({
    ...options,
    service: 'web-ui',
    queue: null,
    reactions: [
      on(jobCreated, ({ id, data }) => hub.tell(data.user_id, id, [job(data.job_id, 'PENDING')])),
      on(debited, ({ id, data }) => hub.tell(data.user_id, id, [job(data.job_id, 'PENDING'), balance])),
      on(jobFinished, ({ id, data }) => hub.tell(data.user_id, id, [job(data.job_id, data.status)])),
      on(refunded, ({ id, data }) => hub.tell(data.user_id, id, [balance])),
      on(deposited, ({ id, data }) => hub.tell(data.user_id, id, [balance])),
    ],
  });
}
