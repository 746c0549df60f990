import Joi from 'joi';
import { uuidv7 } from 'uuidv7';
import type { EventContract } from '../contracts/index.js';

/** An event as it travels: CloudEvents 1.0, structured JSON, with the distributed-tracing extension. */
export interface CloudEvent<Data> {
  specversion: '1.0';
  /** UUIDv7, unique for each event. */
  id: string;
  /** The service that says it: `/billing-service`. */
  source: string;
  type: string;
  /** The job or user that it is about. */
  subject: string;
  /** ISO 8601, UTC. */
  time: string;
  datacontenttype: 'application/json';
  /** `/events/credits.debited/1` */
  dataschema: string;
  /** W3C Trace Context. */
  traceparent?: string;
  data: Data;
}

/** An event ready to be stored and sent: its routing key and its bytes. */
export interface SerializedEvent {
  id: string;
  type: string;
  body: string;
}

export interface EventContext {
  /** The service that says it: `/billing-service`. */
  source: string;
  subject: string | number;
  /** Of the request or event that caused this one. */
  traceparent?: string | undefined;
}

/** Puts data into its envelope. The data is our own and was typed by the contract, so it is not validated here. */
export function serializeEvent<Data>(
  contract: EventContract<Data>,
  data: Data,
  { source, subject, traceparent }: EventContext,
): SerializedEvent {
  const event: CloudEvent<Data> = {
    specversion: '1.0',
    id: uuidv7(),
    source,
    type: contract.type,
    subject: String(subject),
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: `/events/${contract.type}/${contract.version}`,
    ...(traceparent ? { traceparent } : {}),
    data,
  };
  return { id: event.id, type: event.type, body: JSON.stringify(event) };
}

/** The id of a serialized event, without parsing all of it: the envelope writes it before the data. */
export function eventIdOf(body: string): string {
  const id = /"id":"([^"]{1,100})"/.exec(body)?.[1];
  if (!id) throw new MalformedEventError('The event has no id');
  return id;
}

/** A message that can never be understood, however often it comes. */
export class MalformedEventError extends Error {}

/** The JSON of a message; null when it is none, which no contract takes. */
export function readMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const envelopeSchema = Joi.object({
  specversion: Joi.valid('1.0').required(),
  id: Joi.string().max(100).required(),
  source: Joi.string().max(200).required(),
  type: Joi.string().max(100).required(),
  subject: Joi.string().max(200).required(),
  time: Joi.string().max(40).required(),
  dataschema: Joi.string().max(200).required(),
  data: Joi.object().unknown().required(),
}).unknown();

/**
 * Reads an event that came from the broker.
 * @param message the parsed JSON of the message.
 * @throws MalformedEventError when it is not such an event, or its data breaks the contract.
 */
export function parseEvent<Data>(contract: EventContract<Data>, message: unknown): CloudEvent<Data> {
  const envelope = envelopeSchema.validate(message, { convert: false });
  if (envelope.error) throw new MalformedEventError(`${contract.type}: ${envelope.error.message}`);
  const event = envelope.value as CloudEvent<unknown>;
  if (event.type !== contract.type) throw new MalformedEventError(`expected ${contract.type}, got ${event.type}`);
  const data = contract.schema.validate(event.data);
  if (data.error) throw new MalformedEventError(`${contract.type}: ${data.error.message}`);
  return { ...event, data: data.value as Data };
}
