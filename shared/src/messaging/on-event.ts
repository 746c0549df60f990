import { RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { EventContract } from '../contracts/index.js';
import type { CloudEvent } from './envelope.js';
import { subscribeOptions } from './rabbitmq/subscribe-options.js';

/** A handler takes a batch: resolving acknowledges all of it, so it commits first. */
export type EventHandler<Data> = (events: CloudEvent<Data>[]) => Promise<void>;

export interface OnEventOptions {
  /** `<service>.<event>` */
  queue: string;
  /** Most events in one call; default 100. */
  maxBatch?: number;
  /** Most calls at once; default 1. More is for handlers that may take long, where one must not hold up the others. */
  concurrency?: number;
  /** Most messages delivered and not yet acknowledged (see `Subscription`); default twice `maxBatch`, so that the next batch is at hand. */
  prefetch?: number;
}

/** What `@OnEvent` remembers beside golevelup's own metadata. */
export interface EventHandlerSettings {
  contract: EventContract<unknown>;
  queue: string;
  maxBatch: number;
  concurrency: number;
  prefetch: number;
}

export const eventHandlerSettings = Symbol('event handler settings');

/**
 * Declares a method of a provider as the handler of an event, once for RabbitMQ and in-process. It is called with 1 to
 * `maxBatch` validated events, one batch at a time for each queue and process unless `concurrency` says otherwise; one
 * event when idle. When a batch throws, each of its events is tried alone; one that fails again comes back later, and
 * after five deliveries goes to the dead letters. Transient database errors and `BrokerUnavailableError` are waited out in place and cost no delivery.
 */
export function OnEvent<Data>(
  contract: EventContract<Data>,
  { queue, maxBatch = 100, concurrency = 1, prefetch = maxBatch * 2 }: OnEventOptions,
): (target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<EventHandler<Data>>) => void {
  const settings = { contract, queue, maxBatch, concurrency, prefetch };
  return applyDecorators(
    RabbitSubscribe(subscribeOptions(queue, [contract.type])),
    SetMetadata(eventHandlerSettings, settings),
  );
}
