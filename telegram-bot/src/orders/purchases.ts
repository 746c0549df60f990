import { ApiRefusal, ApiUnavailable, type Session } from '@coincast/shared/gateway-client';
import { button } from '../conversation/keyboard.js';
import type { Turn } from '../conversation/turn.js';
import { textsFor } from '../i18n/texts.js';
import { html } from '../telegram/html.js';
import { withDataFile } from './data-file.js';
import type { Delivery } from './delivery.js';
import { type Order, purchaseKey } from './order.js';
import { type OrderParts, sessionOfChat } from './orders.js';
import { dataFault } from './quotes.js';

/** Buys what was confirmed. One order is one job, as the API keeps its key. */
export class Purchases {
  /** Orders that are being bought now. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly parts: OrderParts,
    private readonly delivery: Delivery,
  ) {}

  async confirm(turn: Turn, orderId: string): Promise<void> {
    const { texts, chatId, pressedMessageId: messageId } = turn;
    turn.requireAccount();
    const order = await this.parts.orders.get(orderId);
    if (order?.chatId !== chatId || messageId === undefined) {
      await turn.answer(texts.quote.expired);
      return;
    }
    const { progress } = order;
    if (progress.state === 'cancelled') return turn.answer(texts.quote.cancelled);
    if (progress.state === 'confirmed') await turn.answer(texts.inProgress);
    if (progress.state === 'bought' || progress.state === 'delivered') {
      await turn.answer(texts.buying.again(progress.jobId));
      return;
    }
    await turn.answer();
    if (progress.state === 'quoted') {
      await this.parts.orders.set(orderId, { ...order, progress: { state: 'confirmed', messageId } });
      await this.parts.unfinished.set(orderId, true);
      await turn.remember({ ...turn.session, step: { name: 'idle' } });
      await turn.show(html`${texts.buying.sent}`);
    }
    await this.goOn(orderId);
  }

  async topUpAndConfirm(turn: Turn, orderId: string): Promise<void> {
    const order = await this.parts.orders.get(orderId);
    if (order?.progress.state === 'quoted' && order.chatId === turn.chatId) {
      const session = turn.apiSession;
      const balance = await turn.api.account.balance(session);
      const amount = order.costCredits - balance;
      // Pressed twice: the second finds nothing missing, or the same key.
      const idempotencyKey = `${purchaseKey(orderId)}-${balance}-${amount}`;
      if (amount > 0) await turn.api.account.topUp(session, { amount, reason: 'Telegram', idempotencyKey });
    }
    await this.confirm(turn, orderId);
  }

  /** Takes an order to its next stage that is in our hands; nothing where that is done, or is being done. */
  async goOn(orderId: string): Promise<void> {
    if (this.underWay.has(orderId)) return;
    this.underWay.add(orderId);
    try {
      const order = await this.parts.orders.get(orderId);
      if (order?.progress.state === 'confirmed') await this.buy(orderId, order, order.progress.messageId);
      else if (order?.progress.state === 'bought') await this.delivery.jobFinished(order.progress.jobId);
    } finally {
      this.underWay.delete(orderId);
    }
  }

  private async buy(orderId: string, order: Order, messageId: number): Promise<void> {
    const { orders, jobs, messenger } = this.parts;
    const { chatId, language } = order;
    const { buying, buttons } = textsFor(language);
    const session = await sessionOfChat(this.parts, chatId);
    // Whoever signs in again finds it going on.
    if (!session) return;
    try {
      const jobId = await this.send(orderId, order, session);
      await jobs.set(jobId, orderId);
      await orders.set(orderId, { ...order, progress: { state: 'bought', messageId, jobId } });
      const keyboard = [[button(buttons.refresh, 'job', jobId), button(buttons.history, 'ph')]];
      await messenger.editText(chatId, messageId, html`${buying.accepted(jobId)}`, { keyboard });
      await this.delivery.jobFinished(jobId);
    } catch (error) {
      if (error instanceof ApiUnavailable) {
        await messenger.editText(chatId, messageId, html`${buying.waiting}`);
      } else {
        await this.refused(orderId, order, messageId, error, session);
      }
    }
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

  /** Back to its quote, with what stands in the way. @throws what it was given when that is nothing of the buyer's. */
  private async refused(
    orderId: string,
    order: Order,
    messageId: number,
    error: unknown,
    session: Session,
  ): Promise<void> {
    const { orders, unfinished, messenger, api } = this.parts;
    const { chatId, costCredits } = order;
    const texts = textsFor(order.language);
    const { quote: words, buttons, buying } = texts;
    await orders.set(orderId, { ...order, progress: { state: 'quoted' } });
    await unfinished.delete(orderId);
    const drop = button(buttons.cancel, 'drop', orderId);
    if (error instanceof ApiRefusal && error.problem.status === 402) {
      const balance = await api.account.balance(session);
      const missing = Math.max(0, costCredits - balance);
      const first =
        missing > 0
          ? button(buttons.topUpAndGoOn(missing), 'fund', orderId)
          : button(buttons.buy(costCredits), 'buy', orderId);
      const text = html`<b>${words.short(missing)}</b>\n${words.shortText(costCredits, balance)}`;
      await messenger.editText(chatId, messageId, text, { keyboard: [[first], [drop]] });
      return;
    }
    const said = dataFault(error, { texts }, order.source) ?? '';
    const keyboard = [[button(buttons.anotherModel, 'use', orderId), drop]];
    await messenger.editText(chatId, messageId, html`${buying.refused}\n${said}`, { keyboard });
    if (said === '' && !(error instanceof ApiRefusal)) throw error;
  }
}
