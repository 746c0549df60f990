import { ApiRefusal, type Quote } from '@coincast/shared/gateway-client';
import { fileFaultWords } from '@coincast/shared/wording';
import { button, type Keyboard } from '../conversation/keyboard.js';
import { mainKeyboard } from '../conversation/menu.js';
import type { Turn } from '../conversation/turn.js';
import { longestName, shortened } from '../i18n/shortened.js';
import { TelegramFileTooLarge, TelegramRefusal } from '../telegram/bot-api-errors.js';
import { maxDownloadBytes } from '../telegram/file-download.js';
import { html } from '../telegram/html.js';
import { withDataFile } from './data-file.js';
import { type Order, orderIdFor, type Source } from './order.js';
import { type OrderParts, obstacleTo } from './orders.js';
import { quoteText, tooFewText, unreadableText } from './quote-view.js';

/** A series may be forecast ten times its length ahead. */
const mostTimesLength = 10;

/** Asks for prices and shows them. */
export class Quotes {
  constructor(private readonly parts: OrderParts) {}

  async quote(turn: Turn, wanted: { model: string; horizon: number | null; source: Source }): Promise<void> {
    const orderId = orderIdFor(turn.update);
    const known = await this.parts.orders.get(orderId);
    // An update that came once more, whose quote went on meanwhile.
    if (known && known.progress.state !== 'quoted') return;
    const quote = await this.ask(turn, wanted.source);
    if (!quote) return this.forgetText(turn);
    if (quote.rows.valid === 0) {
      await this.forgetText(turn);
      await turn.say(unreadableText(quote, turn.texts, turn.formats), mainKeyboard(turn));
      return;
    }
    const { chatId, language } = turn;
    const account = turn.session.account?.email ?? '';
    await this.show(turn, orderId, { ...wanted, chatId, account, language, ...priceOf(quote) }, quote);
  }

  /** The old quote's buttons buy no more: what they would buy is another forecast than theirs. */
  async requote(turn: Turn, orderId: string, change: { model?: string; horizon?: number }): Promise<void> {
    const known = await this.parts.orders.get(orderId);
    const obstacle = obstacleTo(known, turn);
    if (!known || obstacle !== undefined) {
      if (turn.pressedMessageId === undefined) await turn.say(html`${obstacle}`, mainKeyboard(turn));
      else await turn.answer(obstacle);
      return;
    }
    const most = mostTimesLength * known.validRows;
    const { horizon } = change;
    if (horizon !== undefined && !(horizon >= 1 && horizon <= most)) {
      await turn.say(html`${turn.texts.predict.badHorizon(most)}`);
      return;
    }
    await turn.answer();
    const quote = await this.ask(turn, known.source);
    if (!quote) return;
    await this.show(turn, orderIdFor(turn.update), { ...known, ...change, ...priceOf(quote) }, quote);
    await this.parts.orders.set(orderId, { ...known, progress: { state: 'replaced' } });
  }

  private async show(turn: Turn, orderId: string, order: Order, quote: Quote): Promise<void> {
    const { texts, formats, language } = turn;
    const [models, balance] = await Promise.all([
      turn.api.models.catalogue(turn.caller),
      turn.api.account.balance(turn.apiSession),
    ]);
    await this.parts.orders.set(orderId, order);
    await turn.remember({ ...turn.session, step: { name: 'confirming', orderId } });
    const model = models.find(({ name }) => name === order.model);
    if (model && quote.rows.valid < model.min_rows) {
      await turn.show(tooFewText(quote, model.min_rows, texts, formats), [
        [button(texts.buttons.anotherModel, 'use', orderId), button(texts.buttons.cancel, 'drop', orderId)],
      ]);
      return;
    }
    const name = nameOf(order.source, turn);
    const shown = { quote, name, model: model?.title[language] ?? order.model, horizon: order.horizon, balance };
    const text = quoteText(shown, texts, formats);
    await turn.show(text, this.keyboard(turn, orderId, quote.cost, balance));
  }

  /** What follows is a new beginning, and not more of what was wrong. */
  private async forgetText(turn: Turn): Promise<void> {
    const { step } = turn.session;
    if (step.name !== 'sending-data' || step.pieces.length === 0) return;
    await turn.remember({ ...turn.session, step: { ...step, pieces: [], promptId: null } });
  }

  private keyboard({ texts: { buttons } }: Turn, orderId: string, cost: number, balance: number): Keyboard {
    const missing = cost - balance;
    return [
      [
        missing > 0
          ? button(buttons.topUpAndGoOn(missing), 'fund', orderId)
          : button(buttons.buy(cost), 'buy', orderId),
      ],
      [button(buttons.anotherModel, 'use', orderId), button(buttons.cancel, 'drop', orderId)],
    ];
  }

  /** Says what is wrong with the data, and answers nothing, when it cannot be read. */
  private async ask(turn: Turn, source: Source): Promise<Quote | undefined> {
    const session = turn.apiSession;
    const reading = { decimal: '', date_order: '' } as const;
    try {
      return await withDataFile(this.parts, source, session, (file) => turn.api.quotes.quote(session, file, reading));
    } catch (error) {
      const words = dataFault(error, turn, source);
      if (words === undefined) throw error;
      await turn.say(html`${words}`);
      return undefined;
    }
  }
}

const priceOf = ({ cost, rows }: Quote) => ({
  costCredits: cost,
  validRows: rows.valid,
  progress: { state: 'quoted' } as const,
});

/** What is wrong with somebody's data; undefined for faults of another kind. */
export function dataFault(error: unknown, { texts }: Pick<Turn, 'texts'>, source: Source): string | undefined {
  const { predict: words, result } = texts;
  if (error instanceof TelegramFileTooLarge) return words.fileTooLarge(maxDownloadBytes);
  if (error instanceof TelegramRefusal) return words.fileGone;
  if (!(error instanceof ApiRefusal)) return undefined;
  const { status, code } = error.problem;
  if (source.kind === 'job' && (status === 404 || status === 409)) return result.againGone;
  if (code === 'empty_file') return words.fileEmpty;
  if ([400, 413, 415, 422].includes(status)) return fileFaultWords(error.problem, texts);
  return undefined;
}

function nameOf(source: Source, { texts }: Turn): string {
  if (source.kind === 'telegram') return shortened(source.file.name, longestName);
  return source.kind === 'job' ? texts.job.number(source.jobId) : texts.predict.pastedName;
}
