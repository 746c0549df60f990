import { randomBytes } from 'node:crypto';
import { type INestApplicationContext, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import Joi from 'joi';
import { defineEvent, type EventContract } from '../../src/contracts/index.js';
import {
  EventPublisher,
  MessagingHealth,
  MessagingModule,
  type MessagingOptions,
  OnEvent,
  type OnEventOptions,
  type SerializedEvent,
  serializeEvent,
} from '../../src/messaging/index.js';
import { createLogger } from '../../src/observability/index.js';

export interface Numbered {
  n: number;
}

/** A contract and a queue that no other test uses. */
export function numberedEvent(): { contract: EventContract<Numbered>; queue: string } {
  const name = `test.${randomBytes(6).toString('hex')}`;
  const contract = defineEvent<Numbered>({
    type: name,
    version: 1,
    description: 'Counts.',
    schema: Joi.object({ n: Joi.number().required() }),
  });
  return { contract, queue: `queue.${name}` };
}

export function numbered(contract: EventContract<Numbered>, ...numbers: number[]): SerializedEvent[] {
  return numbers.map((n) => serializeEvent(contract, { n }, { source: '/test', subject: n }));
}

/** Publishes each event as a message of its own. */
export async function publishOneByOne(publisher: EventPublisher, events: readonly SerializedEvent[]): Promise<void> {
  for (const event of events) await publisher.publish([event]);
}

/** A provider class whose one method handles the event; it is given the numbers of each batch. */
export function handlerOf(
  contract: EventContract<Numbered>,
  options: OnEventOptions,
  handle: (numbers: number[]) => Promise<void>,
) {
  @Injectable()
  class Handler {
    @OnEvent(contract, options)
    async onNumbered(events: { data: Numbered }[]): Promise<void> {
      await handle(events.map(({ data }) => data.n));
    }
  }
  return Handler;
}

export interface MessagingApp {
  publisher: EventPublisher;
  health: MessagingHealth;
  close(): Promise<void>;
}

/** A Nest app with nothing but messaging and the given handlers. */
export async function startApp(
  options: Pick<MessagingOptions, 'config' | 'broker' | 'registry'>,
  ...handlers: ReturnType<typeof handlerOf>[]
): Promise<MessagingApp> {
  @Module({
    imports: [MessagingModule.forRoot({ service: 'test', logger: createLogger('test', 'silent'), ...options })],
    providers: handlers,
  })
  class TestModule {}
  const app: INestApplicationContext = await NestFactory.createApplicationContext(TestModule, {
    logger: false,
    abortOnError: false,
  });
  return { publisher: app.get(EventPublisher), health: app.get(MessagingHealth), close: () => app.close() };
}

/** A door that handlers wait at until the test opens it. */
export class Gate {
  private release: () => void = () => {};
  private readonly opened = new Promise<void>((resolve) => {
    this.release = resolve;
  });

  pass(): Promise<void> {
    return this.opened;
  }

  open(): void {
    this.release();
  }
}
