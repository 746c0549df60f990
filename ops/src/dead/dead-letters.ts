import { unroutableName } from '@coincast/shared/messaging/topology';
import { type ChannelModel, type ConfirmChannel, connect, type GetMessage } from 'amqplib';
import Joi from 'joi';
import { environment } from '../command.js';
import { OpsError } from '../report.js';
import type { Letter } from './letter.js';
import { placeOf, planFor, type Verdict } from './plan.js';

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

export interface Backlog {
  queue: string;
  messages: number;
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

async function take(channel: ConfirmChannel, place: string, most: number): Promise<GetMessage[]> {
  const messages: GetMessage[] = [];
  while (messages.length < most) {
    const message = await channel.get(place);
    if (!message) break;
    messages.push(message);
  }
  return messages;
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
