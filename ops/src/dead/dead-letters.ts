import { deadLetterQueueOf, eventsExchange, messageAlone, unroutableName } from '@coincast/shared/messaging';
import { type ChannelModel, type ConfirmChannel, connect, type GetMessage, type Options } from 'amqplib';
import Joi from 'joi';
import { environment } from '../command.js';
import { OpsError } from '../report.js';
import { type Letter, lettersOf } from './letter.js';

export const rabbitVariable = {
  RABBIT_URL:
    'the broker (amqp://...). The in-process broker of `make start` keeps dead letters in memory, out of reach',
};

/** The queues that services consume; the broker cannot be asked for their names over AMQP. */
export const knownQueues = [
  'billing.user.registered',
  'billing.credits.debit.requested',
  'billing.credits.refund.requested',
  'prediction.credits.debited',
  'prediction.credits.debit.rejected',
  'prediction.credits.refunded',
  'prediction.inference.completed',
  'prediction.inference.failed',
  'worker.inference.requested',
  'telegram-bot.job.finished',
];

/** Messages in memory at a time: each is at most half a mebibyte. */
const chunkSize = 50;

/** What becomes of one letter: it stays, goes back to where it failed, or goes. */
export type Verdict = 'keep' | 'replay' | 'drop';

export interface Backlog {
  queue: string;
  messages: number;
}

interface Outgoing {
  exchange: string;
  routingKey: string;
  content: Buffer;
  options: Options.Publish;
}

/** Works on the broker's dead letters. */
export async function withDeadLetters<Result>(
  work: (dead: DeadLetters) => Promise<Result>,
  url?: string,
): Promise<Result> {
  const connection = await connect(url ?? rabbitUrl(), {
    timeout: 10_000,
    clientProperties: { connection_name: 'ops' },
  });
  // The call under way fails, which tells.
  connection.on('error', () => undefined);
  try {
    return await work(new DeadLetters(connection));
  } finally {
    await connection.close().catch(() => undefined);
  }
}

export class DeadLetters {
  constructor(private readonly connection: ChannelModel) {}

  /** All queues of the system that exist, and how many messages rest for each. */
  async backlogs(): Promise<Backlog[]> {
    const counted = await Promise.all(
      [...knownQueues, unroutableName].map(async (queue) => ({ queue, messages: await this.count(queue) })),
    );
    return counted.flatMap(({ queue, messages }) => (messages === undefined ? [] : [{ queue, messages }]));
  }

  /** How many messages rest for a queue; undefined when there is no such place. */
  async count(queue: string): Promise<number | undefined> {
    // The broker answers with the end of the channel when there is none.
    const channel = await this.open();
    try {
      const { messageCount } = await channel.checkQueue(placeOf(queue));
      await channel.close();
      return messageCount;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 404) return undefined;
      throw error;
    }
  }

  /**
   * Walks once over all messages that rest for a queue when it begins, oldest first, and does with each letter as
   * `judge` says. Their order stays. Whatever is sent is confirmed by the broker before its message is let go: a crash
   * in between leaves a letter twice, never not at all.
   * @param beforeGoing is called with the letters to be dropped, before they are.
   */
  async walk(
    queue: string,
    judge: (letter: Letter) => Verdict,
    beforeGoing: (letters: Letter[]) => void = () => undefined,
  ): Promise<void> {
    const total = await this.count(queue);
    if (total === undefined) throw new OpsError(`There is no queue ${placeOf(queue)}`);
    const channel = await this.open();
    const returned = new Set<string>();
    channel.on('return', ({ fields }) => returned.add(fields.routingKey));
    const held: GetMessage[] = [];
    for (let seen = 0; seen < total; ) {
      const messages = await take(channel, placeOf(queue), Math.min(chunkSize, total - seen));
      if (messages.length === 0) break;
      seen += messages.length;
      const plans = messages.map((message) => planFor(queue, message, judge));
      for (const { exchange, routingKey, content, options } of plans.flatMap(({ send }) => send)) {
        channel.publish(exchange, routingKey, content, { ...options, mandatory: true });
      }
      await channel.waitForConfirms();
      if (returned.size > 0)
        throw new OpsError(`There is no queue ${[...returned].join(', ')}; the letters still rest`);
      beforeGoing(plans.flatMap(({ dropped }) => dropped));
      for (const [n, message] of messages.entries()) {
        if (plans[n]?.hold) held.push({ ...message, content: Buffer.alloc(0) });
        else channel.ack(message);
      }
    }
    for (const message of held) channel.nack(message, false, true);
    await channel.close();
  }

  private async open(): Promise<ConfirmChannel> {
    const channel = await this.connection.createConfirmChannel();
    channel.on('error', () => undefined);
    return channel;
  }
}

interface Plan {
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
function planFor(queue: string, message: GetMessage, judge: (letter: Letter) => Verdict): Plan {
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

async function take(channel: ConfirmChannel, place: string, most: number): Promise<GetMessage[]> {
  const messages: GetMessage[] = [];
  while (messages.length < most) {
    const message = await channel.get(place);
    if (!message) break;
    messages.push(message);
  }
  return messages;
}

/** The queue where the letters of a queue rest. */
function placeOf(queue: string): string {
  return queue === unroutableName ? unroutableName : deadLetterQueueOf(queue);
}

function rabbitUrl(): string {
  const missing = `RABBIT_URL is required. ${rabbitVariable.RABBIT_URL}`;
  return environment<{ RABBIT_URL: string }>({
    RABBIT_URL: Joi.string()
      .uri({ scheme: ['amqp', 'amqps'] })
      .required()
      .messages({ 'any.required': missing }),
  }).RABBIT_URL;
}
