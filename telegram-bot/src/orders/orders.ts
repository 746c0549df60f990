import type { ProcessDirectory } from '@coincast/shared/files';
import type { GatewayClient, Session } from '@coincast/shared/gateway-client';
import type { Logger } from '@coincast/shared/observability';
import type { Language } from '@coincast/shared/wording';
import PQueue from 'p-queue';
import type { ChatSession } from '../conversation/session.js';
import { callerOf, type Turn } from '../conversation/turn.js';
import type { Records } from '../store/records.js';
import type { Messenger } from '../telegram/messenger.js';
import { Delivery } from './delivery.js';
import type { Order, Source } from './order.js';
import { Purchases } from './purchases.js';
import { Quotes } from './quotes.js';

/** Orders that are taken up again: a file that comes slowly holds up no others. */
const atOnce = 32;

export interface OrderParts {
  messenger: Messenger;
  api: GatewayClient;
  sessions: Records<ChatSession>;
  orders: Records<Order>;
  /** The ids of those that are confirmed and whose result is not delivered. */
  unfinished: Records<boolean>;
  /** The order of a job. */
  jobs: Records<string>;
  arrivals: ProcessDirectory;
  logger: Logger;
}

/** The right to call the API for an order; undefined while who has ordered it is not signed in. */
export async function sessionOf(
  { sessions }: Pick<OrderParts, 'sessions'>,
  { chatId, account: email }: Order,
): Promise<Session | undefined> {
  const account = (await sessions.get(chatId))?.account;
  return account?.email === email ? { ...callerOf(chatId), token: account.token } : undefined;
}

/** Why an order can't be confirmed, changed or left; undefined when it can. */
export function obstacleTo(order: Order | undefined, { texts, chatId, session }: Turn): string | undefined {
  if (order?.chatId !== chatId) return texts.quote.expired;
  const { progress } = order;
  switch (progress.state) {
    case 'quoted':
      // Its price was shown next to somebody else's balance.
      return session.account && session.account.email !== order.account ? texts.quote.expired : undefined;
    case 'replaced':
      return texts.tooOld;
    case 'cancelled':
      return texts.quote.cancelled;
    case 'confirmed':
      return texts.inProgress;
    default:
      return texts.buying.again(progress.jobId);
  }
}

/** Forecasts that are quoted, bought and delivered in chats. */
export class Orders {
  private readonly quotes: Quotes;
  private readonly purchases: Purchases;
  private readonly delivery: Delivery;

  constructor(private readonly parts: OrderParts) {
    this.delivery = new Delivery(parts);
    this.purchases = new Purchases(parts, this.delivery);
    this.quotes = new Quotes(parts);
  }

  /** Shows the price of a forecast, with its button. */
  quote(turn: Turn, wanted: { model: string; horizon: number | null; source: Source }): Promise<void> {
    return this.quotes.quote(turn, wanted);
  }

  /** Shows an order anew, with another model or horizon. */
  requote(turn: Turn, orderId: string, change: { model?: string; horizon?: number }): Promise<void> {
    return this.quotes.requote(turn, orderId, change);
  }

  /** Its button: buys once, however often and from wherever it is pressed. */
  confirm(turn: Turn, orderId: string): Promise<void> {
    return this.purchases.confirm(turn, orderId);
  }

  /** Adds what is missing, and buys. */
  topUpAndConfirm(turn: Turn, orderId: string): Promise<void> {
    return this.purchases.topUpAndConfirm(turn, orderId);
  }

  /** Leaves a quote. @returns why it can't be left, undefined when it is. */
  async cancel(turn: Turn, orderId: string): Promise<string | undefined> {
    const order = await this.parts.orders.get(orderId);
    const obstacle = obstacleTo(order, turn);
    if (order && obstacle === undefined) {
      await this.parts.orders.set(orderId, { ...order, progress: { state: 'cancelled' } });
    }
    return obstacle;
  }

  /** Why an order can't be changed; undefined when it can. */
  async obstacleTo(turn: Turn, orderId: string): Promise<string | undefined> {
    return obstacleTo(await this.parts.orders.get(orderId), turn);
  }

  /** A job as its owner sees it, in a message of its own. */
  showJob(chatId: number, language: Language, session: Session, jobId: number): Promise<void> {
    return this.delivery.showJob(chatId, language, session, jobId);
  }

  /**
   * Looks after a message that waits for a job.
   * @throws ApiRefusal 404 for a job that is not this account's
   */
  async refreshJob(turn: Turn, jobId: number): Promise<void> {
    const messageId = turn.pressedMessageId;
    if (messageId === undefined) return;
    await this.delivery.refreshJob(turn, messageId, jobId);
  }

  /**
   * A job has ended: the message that waits for it becomes its result. That is not waited for, as a chat that Telegram
   * holds up would hold up the results of all others; what fails or is cut off is taken up by `goOn`.
   */
  async jobFinished(jobId: number): Promise<void> {
    const orderId = await this.parts.jobs.get(jobId);
    if (orderId !== undefined) void this.tryToGoOn(orderId, { isEnded: true });
  }

  /** Goes on with all that were confirmed and whose result is not delivered; one that fails now stops no other. */
  async goOn(): Promise<void> {
    await this.goOnWith(await this.parts.unfinished.ids());
  }

  /** The same for one chat: somebody has signed in to it. */
  async goOnIn(chatId: number): Promise<void> {
    const { unfinished, orders } = this.parts;
    const ids = await unfinished.ids();
    const theirs = await Promise.all(ids.map(async (id) => (await orders.get(id))?.chatId === chatId));
    await this.goOnWith(ids.filter((_, index) => theirs[index]));
  }

  /** Resolves when no order is worked on any more. */
  idle(): Promise<void> {
    return this.purchases.idle();
  }

  private async goOnWith(orderIds: readonly string[]): Promise<void> {
    const queue = new PQueue({ concurrency: atOnce });
    await queue.addAll(orderIds.map((orderId) => () => this.tryToGoOn(orderId)));
  }

  private async tryToGoOn(orderId: string, known: { isEnded?: boolean } = {}): Promise<void> {
    try {
      await this.purchases.goOn(orderId, known);
    } catch (error) {
      this.parts.logger.warn({ err: error, order: orderId }, 'an order could not go on now');
    }
  }
}
