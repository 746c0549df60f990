import type { ProcessDirectory } from '@coincast/shared/files';
import type { GatewayClient, Session } from '@coincast/shared/gateway-client';
import type { Logger } from '@coincast/shared/observability';
import type { Language } from '@coincast/shared/wording';
import type { ChatSession } from '../conversation/session.js';
import { callerOf, type Turn } from '../conversation/turn.js';
import type { Records } from '../store/records.js';
import type { Messenger } from '../telegram/messenger.js';
import { Delivery } from './delivery.js';
import type { Order, Source } from './order.js';
import { Purchases } from './purchases.js';
import { Quotes } from './quotes.js';

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

/** The right to call the API for a chat; undefined when nobody is signed in there. */
export async function sessionOfChat(
  { sessions }: Pick<OrderParts, 'sessions'>,
  chatId: number,
): Promise<Session | undefined> {
  const account = (await sessions.get(chatId))?.account;
  return account && { ...callerOf(chatId), token: account.token };
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

  /** @returns whether it could still be left. */
  async cancel(orderId: string): Promise<boolean> {
    const order = await this.parts.orders.get(orderId);
    if (order?.progress.state !== 'quoted') return false;
    await this.parts.orders.set(orderId, { ...order, progress: { state: 'cancelled' } });
    return true;
  }

  /** A job as its owner sees it, in a message of its own. */
  showJob(chatId: number, language: Language, session: Session, jobId: number): Promise<void> {
    return this.delivery.showJob(chatId, language, session, jobId);
  }

  /** A job has ended: the message that waits for it becomes its result. */
  jobFinished(jobId: number): Promise<void> {
    return this.delivery.jobFinished(jobId);
  }

  /** Goes on with all that were confirmed and whose result is not delivered; one that fails now stops no other. */
  async goOn(): Promise<void> {
    for (const orderId of await this.parts.unfinished.ids()) {
      await this.purchases.goOn(orderId).catch((error: unknown) => {
        this.parts.logger.warn({ err: error, order: orderId }, 'an order could not go on now');
      });
    }
  }
}
