import { ApiRefusal, type Quote } from '@coincast/shared/gateway-client';
import { fileFaultWords } from '@coincast/shared/wording';
import { button, type Keyboard } from '../conversation/keyboard.js';
import { mainKeyboard } from '../conversation/menu.js';
import type { Turn } from '../conversation/turn.js';
import { TelegramFileTooLarge, TelegramRefusal } from '../telegram/bot-api-errors.js';
import { maxDownloadBytes } from '../telegram/file-download.js';
import { html } from '../telegram/html.js';
import { withDataFile } from './data-file.js';
import { newOrderId, type Order, type Source } from './order.js';
import type { OrderParts } from './orders.js';
import { quoteText, unreadableText } from './quote-view.js';

/** A series may be forecast ten times its length ahead. */
const mostTimesLength = 10;

/** Asks for prices and shows them. */
export class Quotes {
  constructor(private readonly parts: OrderParts) {}

  async quote(turn: Turn, wanted: { model: string; horizon: number | null; source: Source }): Promise<void> {
    const quote = await this.ask(turn, wanted.source);
    if (!quote) return;
    if (quote.rows.valid === 0) {
      await turn.say(unreadableText(quote, turn.texts, turn.formats), mainKeyboard(turn));
      return;
    }
    const order: Order = {
      ...wanted,
      chatId: turn.chatId,
      language: turn.language,
      costCredits: quote.cost,
      validRows: quote.rows.valid,
      progress: { state: 'quoted' },
    };
    await this.show(turn, newOrderId(), order, quote);
  }

  async requote(turn: Turn, orderId: string, change: { model?: string; horizon?: number }): Promise<void> {
    const known = await this.parts.orders.get(orderId);
    if (known?.progress.state !== 'quoted' || known.chatId !== turn.chatId) {
      await turn.answer(turn.texts.tooOld);
      return;
    }
    const most = mostTimesLength * known.validRows;
    if (change.horizon !== undefined && (change.horizon < 1 || change.horizon > most)) {
      await turn.say(html`${turn.texts.predict.badHorizon(most)}`);
      return;
    }
    await turn.answer();
    const quote = await this.ask(turn, known.source);
    if (!quote) return;
    await this.show(
      turn,
      orderId,
      { ...known, ...change, costCredits: quote.cost, validRows: quote.rows.valid },
      quote,
    );
  }

  private async show(turn: Turn, orderId: string, order: Order, quote: Quote): Promise<void> {
    const { texts, formats, language } = turn;
    const [models, balance] = await Promise.all([
      turn.api.models.catalogue(turn.caller),
      turn.api.account.balance(turn.apiSession),
    ]);
    const model = models.find(({ name }) => name === order.model);
    if (model && quote.rows.valid < model.min_rows) {
      const fewest = texts.predict.tooFewRows(model.min_rows, quote.rows.valid);
      await this.parts.orders.set(orderId, order);
      await turn.show(html`${fewest}`, [
        [button(texts.buttons.anotherModel, 'use', orderId), button(texts.buttons.cancel, 'drop', orderId)],
      ]);
      return;
    }
    await this.parts.orders.set(orderId, order);
    await turn.remember({ ...turn.session, step: { name: 'confirming', orderId } });
    const name = nameOf(order.source, turn);
    const shown = { quote, name, model, modelName: order.model, horizon: order.horizon, balance };
    const text = quoteText(shown, texts, formats, model?.title[language]);
    await turn.show(text, this.keyboard(turn, orderId, quote.cost, balance));
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
  if (source.kind === 'telegram') return Array.from(source.file.name).slice(0, 100).join('');
  return source.kind === 'job' ? texts.job.number(source.jobId) : texts.predict.pastedName;
}
