import { messageAlone } from '@coincast/shared/messaging/rabbitmq/batch-messages';
import { deadLetterQueueOf, eventsExchange, unroutableName } from '@coincast/shared/messaging/topology';
import type { GetMessage, Options } from 'amqplib';
import { type Letter, lettersOf } from './letter.js';

/** What becomes of one letter: it stays, goes back to where it failed, or goes. */
export type Verdict = 'keep' | 'replay' | 'drop';

interface Outgoing {
  exchange: string;
  routingKey: string;
  content: Buffer;
  options: Options.Publish;
}

/** What is done with one message. */
export interface Plan {
  send: Outgoing[];
  dropped: Letter[];
  /** Goes back to its place when the walk ends. */
  hold: boolean;
}

/**
 * A message that stays is sent anew to the end of its queue, so that a whole walk keeps the order: the broker puts what
 * is requeued sometimes in front and sometimes behind, counts it as a failed delivery, and from version 4 on throws away
 * what has failed 20 times. A classic queue puts it back where it was.
 */
export function planFor(queue: string, message: GetMessage, judge: (letter: Letter) => Verdict): Plan {
  const letters = lettersOf(queue, message);
  const verdicts = letters.map(judge);
  const dropped = letters.filter((_, n) => verdicts[n] === 'drop');
  const [first] = verdicts;
  if (!verdicts.every((verdict) => verdict === first)) {
    const events: unknown[] = JSON.parse(message.content.toString());
    const send = events.flatMap((event, n) => {
      const { content, options } = messageAlone(event, message);
      return outgoing(queue, message, verdicts[n], content, options);
    });
    return { send, dropped, hold: false };
  }
  if (first === 'keep' && queue === unroutableName) return { send: [], dropped, hold: true };
  const whole = outgoing(queue, message, first, message.content, { ...message.properties, persistent: true });
  return { send: whole, dropped, hold: false };
}

function outgoing(
  queue: string,
  { fields }: GetMessage,
  verdict: Verdict | undefined,
  content: Buffer,
  options: Options.Publish,
): Outgoing[] {
  if (verdict === 'drop') return [];
  const { 'x-delivery-count': _, ...headers } = options.headers ?? {};
  if (verdict !== 'replay') {
    return [{ exchange: '', routingKey: placeOf(queue), content, options: { ...options, headers } }];
  }
  // It begins anew: nothing of its earlier deaths may count against it.
  const alive = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^x-(death|first-death|last-death)/.test(name)),
  );
  const [exchange, routingKey] = queue === unroutableName ? [eventsExchange, fields.routingKey] : ['', queue];
  return [{ exchange, routingKey, content, options: { ...options, headers: alive } }];
}

/** The queue where the letters of a queue rest. */
export function placeOf(queue: string): string {
  return queue === unroutableName ? unroutableName : deadLetterQueueOf(queue);
}
