import { unpack } from '@coincast/shared/messaging/rabbitmq/batch-messages';
import { unroutableName } from '@coincast/shared/messaging/topology';
import type { GetMessage } from 'amqplib';
import Joi from 'joi';

/** An event as far as it can be read: what rests among the dead letters need not be one. */
export interface LetterEvent {
  id: string | null;
  type: string | null;
  subject: string | null;
  time: string | null;
  data: unknown;
}

/** One event that rests, with how it came there. */
export interface Letter extends LetterEvent {
  /** That gave it up; `coincast.unroutable` for one that no queue wanted. */
  queue: string;
  reason: string;
  /** ISO 8601, UTC; null when the broker does not say. */
  died_at: string | null;
}

const text = () => Joi.string().allow('').default(null);
const eventSchema = Joi.object<LetterEvent>({
  id: Joi.string().required(),
  type: Joi.string().required(),
  subject: text(),
  time: text(),
  data: Joi.any().default(null),
});

const deathSchema = Joi.object({
  'x-death': Joi.array().ordered(
    Joi.object({ reason: Joi.string(), time: Joi.object({ value: Joi.number() }).unknown() }).unknown(),
  ),
}).unknown();

const meanings: Record<string, string> = {
  delivery_limit: 'failed too often',
  rejected: 'malformed',
};

/** The events of a message in their order; of one that is no JSON, one that says so. */
export function lettersOf(queue: string, message: GetMessage): Letter[] {
  const { reason, died_at } = death(queue, message);
  return unpack(message.content.toString(), message).map((found) => {
    const { value, error } = eventSchema.validate(found, { stripUnknown: true });
    const event: LetterEvent = error
      ? { id: null, type: null, subject: null, time: null, data: `no event, ${message.content.length} bytes` }
      : value;
    return { queue, reason, died_at, ...event };
  });
}

function death(queue: string, { properties }: GetMessage): Pick<Letter, 'reason' | 'died_at'> {
  if (queue === unroutableName) return { reason: 'no queue for it', died_at: null };
  const { value, error } = deathSchema.validate(properties.headers ?? {});
  const [last] = error ? [] : (value['x-death'] ?? []);
  // A malformed event of a batch is sent to the dead letters by its consumer, which leaves no trace of the broker's.
  if (!last) return { reason: 'malformed', died_at: null };
  const seconds: unknown = last.time?.value;
  return {
    reason: meanings[last.reason] ?? String(last.reason),
    died_at: typeof seconds === 'number' ? new Date(seconds * 1_000).toISOString() : null,
  };
}

const longestText = 200;
const mostItems = 10;

/** Data as an operator can read it: a series and other long parts are told by their length. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > longestText ? `${value.slice(0, 40)}... (${value.length} characters)` : value;
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map(shortened);
    return value.length > mostItems ? [...items, `... (${value.length} items)`] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortened(part)]));
}
