import type { Message, Options } from 'amqplib';
import type { SerializedEvent } from '../envelope.js';
import { readMessage } from '../envelope.js';

/** Formats of CloudEvents' JSON Event Format 1.0.2: structured mode, and sections 4 and 4.1, batches. */
const singleType = 'application/cloudevents+json';
const batchType = 'application/cloudevents-batch+json';

const batchLimit = 32;
/** Larger events travel alone, so that work which takes long spreads over consumers. */
const batchLimitChars = 16 * 1024;

/** A message as RabbitMQ takes it; all its events have one type. */
export interface RabbitMessage {
  type: string;
  content: Buffer;
  options: Options.Publish;
}

/**
 * Packs events into messages, those of one type together, in their order. The broker's work is by the message and not by
 * its size: a batch of ten costs it little more than one event.
 */
export function pack(events: readonly SerializedEvent[]): RabbitMessage[] {
  const messages: RabbitMessage[] = [];
  const open = new Map<string, { events: SerializedEvent[]; chars: number }>();
  for (const event of events) {
    const batch = open.get(event.type);
    const chars = (batch?.chars ?? 0) + event.body.length;
    if (batch && batch.events.length < batchLimit && chars <= batchLimitChars) {
      batch.events.push(event);
      batch.chars = chars;
      continue;
    }
    if (batch) messages.push(messageOf(batch.events));
    open.set(event.type, { events: [event], chars: event.body.length });
  }
  for (const batch of open.values()) messages.push(messageOf(batch.events));
  return messages;
}

function messageOf(events: readonly SerializedEvent[]): RabbitMessage {
  const [first] = events;
  if (!first) throw new RangeError('A message needs an event');
  const single = events.length === 1;
  return {
    type: first.type,
    content: Buffer.from(single ? first.body : `[${events.map(({ body }) => body).join(',')}]`),
    options: {
      persistent: true,
      contentType: single ? singleType : batchType,
      messageId: first.id,
      type: first.type,
    },
  };
}

/** The events of a message, parsed; of one that is no JSON, `[null]`. */
export function unpack(text: string, { properties }: Message): unknown[] {
  const message = readMessage(text);
  return properties.contentType === batchType && Array.isArray(message) ? message : [message];
}

/** One event of a message as a message of its own, with what that had but its deliveries. */
export function messageAlone(event: unknown, { properties, fields }: Message): RabbitMessage {
  const { messageId: _, headers, ...kept } = properties;
  const { 'x-delivery-count': _deliveries, ...keptHeaders } = headers ?? {};
  return {
    type: String(properties.type ?? fields.routingKey),
    content: Buffer.from(JSON.stringify(event)),
    options: { ...kept, headers: keptHeaders, persistent: true, contentType: singleType },
  };
}
