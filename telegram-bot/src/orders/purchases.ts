import { ApiRefusal, ApiUnavailable, type Session } from '@coincast/shared/gateway-client';
import { button, type Keyboard } from '../conversation/keyboard.js';
import type { Turn } from '../conversation/turn.js';
import { textsFor } from '../i18n/texts.js';
import { KeyLocks } from '../store/key-locks.js';
import { TelegramUnreachable } from '../telegram/bot-api-errors.js';
import { type Html, html } from '../telegram/html.js';
import { withDataFile } from './data-file.js';
import type { Delivery } from './delivery.js';
import { type Order, type Progress, purchaseKey } from './order.js';
import { type OrderParts, obstacleTo, sessionOf } from './orders.js';
import { dataFault } from './quotes.js';

type Confirmed = Extract<Progress, { state: 'confirmed' }>;

/** Buys what was confirmed. One order is one job, as the API keeps its key. */
export class Purchases {
  /** The button, the event of its job and the periodic task take an order on one after the other. */
  private readonly locks = new KeyLocks();

  constructor(
    private readonly parts: OrderParts,
    private readonly delivery: Delivery,
  ) {}

  async confirm(turn: Turn, orderId: string): Promise<void> {
    const { texts, pressedMessageId: messageId } = turn;
    turn.requireAccount();
    const { orders, unfinished } = this.parts;
    const order = await orders.get(orderId);
    const obstacle = obstacleTo(order, turn);
    await turn.answer(obstacle ?? texts.buying.sent);
    if (!order || messageId === undefined) return;
    if (obstacle === undefined) {
      await this.locks.with(orderId, async () => {
        // In this order: what is confirmed is always found again.
        await unfinished.set(orderId, true);
        await orders.set(orderId, { ...order, progress: { state: 'confirmed', messageId } });
      });
      const { step } = turn.session;
      if (step.name === 'confirming' && step.orderId === orderId)
        await turn.remember({ ...turn.session, step: { name: 'idle' } });
    }
    if (obstacle === undefined || order.progress.state === 'confirmed') await this.goOn(orderId);
  }

  async topUpAndConfirm(turn: Turn, orderId: string): Promise<void> {
    const order = await this.parts.orders.get(orderId);
    if (order && obstacleTo(order, turn) === undefined) {
      const session = turn.apiSession;
      const [last] = await turn.api.account.transactions(session, { limit: 1 });
      const amount = order.costCredits - (last?.balance_after ?? 0);
      // While the ledger has nothing new, the same top-up is added once.
      const idempotencyKey = `${purchaseKey(orderId)}-${last?.id ?? 0}`;
      if (amount > 0) await turn.api.account.topUp(session, { amount, reason: 'Telegram', idempotencyKey });
    }
    await this.confirm(turn, orderId);
  }

  /**
   * Takes an order to its next stage that is in our hands; nothing where that is done.
   * @param isEnded its job is known to have ended
   */
  goOn(orderId: string, { isEnded = false } = {}): Promise<void> {
    const { orders, unfinished } = this.parts;
    return this.locks.with(orderId, async () => {
      const order = await orders.get(orderId);
      if (!order) return unfinished.delete(orderId);
      const { progress } = order;
      if (progress.state === 'confirmed') return this.buy(orderId, { ...order, progress });
      if (progress.state === 'bought') return this.delivery.deliver(orderId, { ...order, progress }, isEnded);
      await unfinished.delete(orderId);
    });
  }

  /** Resolves when no order is worked on any more. */
  idle(): Promise<void> {
    return this.locks.idle();
  }

  private async buy(orderId: string, order: Order & { progress: Confirmed }): Promise<void> {
    const { orders, jobs } = this.parts;
    const { buying, buttons } = textsFor(order.language);
    const { messageId } = order.progress;
    const session = await sessionOf(this.parts, order);
    if (!session) return this.backToQuote(orderId, order, this.signedOut(orderId, order));
    let jobId: number;
    try {
      jobId = await this.send(orderId, order, session);
    } catch (error) {
      return this.notBought(orderId, order, error, session);
    }
    await jobs.set(jobId, orderId);
    const bought = { ...order, progress: { state: 'bought', messageId, jobId } } as const;
    await orders.set(orderId, bought);
    const keyboard = [[button(buttons.refresh, 'refresh', jobId), button(buttons.history, 'ph')]];
    const shown = await this.show(orderId, bought, { text: html`${buying.accepted(jobId)}`, keyboard });
    await this.delivery.deliver(orderId, shown, false);
  }

  private send(orderId: string, { model, horizon, source }: Order, session: Session): Promise<number> {
    return withDataFile(this.parts, source, session, (file) =>
      this.parts.api.quotes.buy(session, {
        model,
        ...(horizon === null ? {} : { horizon }),
        reading: { decimal: '', date_order: '' },
        file,
        idempotencyKey: purchaseKey(orderId),
      }),
    );
  }

  /** @throws what it was given when the order stays confirmed for no reason that could be told. */
  private async notBought(
    orderId: string,
    order: Order & { progress: Confirmed },
    error: unknown,
    session: Session,
  ): Promise<void> {
    const texts = textsFor(order.language);
    if (isPassing(error)) {
      this.parts.logger.warn({ err: error, order: orderId }, 'an order waits');
      if (order.progress.isTold) return;
      const { progress, ...rest } = await this.show(orderId, order, { text: html`${texts.buying.waiting}` });
      await this.parts.orders.set(orderId, { ...rest, progress: { ...progress, isTold: true } });
      return;
    }
    const status = error instanceof ApiRefusal ? error.problem.status : undefined;
    if (status === 401) {
      await this.backToQuote(orderId, order, this.signedOut(orderId, order));
      throw error;
    }
    if (status === 402) return this.backToQuote(orderId, order, await this.short(orderId, order, session));
    const said = dataFault(error, { texts }, order.source);
    if (said === undefined && status === undefined) throw error;
    const { buttons, buying } = texts;
    await this.backToQuote(orderId, order, {
      text: said === undefined ? html`${buying.refused}` : html`${buying.refused}\n${said}`,
      keyboard: [[button(buttons.anotherModel, 'use', orderId), button(buttons.cancel, 'drop', orderId)]],
    });
  }

  private signedOut(orderId: string, { language, costCredits }: Order): Shown {
    const { buying, buttons } = textsFor(language);
    return {
      text: html`${buying.signedOut}`,
      keyboard: [[button(buttons.buy(costCredits), 'buy', orderId), button(buttons.cancel, 'drop', orderId)]],
    };
  }

  private async short(orderId: string, { language, costCredits }: Order, session: Session): Promise<Shown> {
    const { quote: words, buttons } = textsFor(language);
    const balance = await this.parts.api.account.balance(session);
    const missing = Math.max(0, costCredits - balance);
    const first =
      missing > 0
        ? button(buttons.topUpAndGoOn(missing), 'fund', orderId)
        : button(buttons.buy(costCredits), 'buy', orderId);
    return {
      text: html`<b>${words.short(missing)}</b>\n${words.shortText(costCredits, balance)}`,
      keyboard: [[first], [button(buttons.cancel, 'drop', orderId)]],
    };
  }

  /** With what stands in the way. */
  private async backToQuote(orderId: string, order: Order & { progress: Confirmed }, shown: Shown): Promise<void> {
    const { orders, unfinished, messenger } = this.parts;
    await orders.set(orderId, { ...order, progress: { state: 'quoted' } });
    await unfinished.delete(orderId);
    await messenger.editText(order.chatId, order.progress.messageId, shown.text, { keyboard: shown.keyboard ?? [] });
  }

  /** Where the message was deleted, the order goes on in the one that is sent instead. */
  private async show<Some extends Progress & { messageId: number }>(
    orderId: string,
    order: Order & { progress: Some },
    { text, keyboard = [] }: Shown,
  ): Promise<Order & { progress: Some }> {
    const { progress, chatId } = order;
    const sent = await this.parts.messenger.editText(chatId, progress.messageId, text, { keyboard });
    if (sent.outcome === 'blocked' || sent.messageId === progress.messageId) return order;
    const moved = { ...order, progress: { ...progress, messageId: sent.messageId } };
    await this.parts.orders.set(orderId, moved);
    return moved;
  }
}

interface Shown {
  text: Html;
  keyboard?: Keyboard;
}

/** Waiting helps. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiUnavailable || error instanceof TelegramUnreachable) return true;
  return error instanceof ApiRefusal && error.problem.status === 429;
}
