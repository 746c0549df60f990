import { ApiRefusal, type JobSummary, type Session } from '@coincast/shared/gateway-client';
import { formatsFor, jobName, type Language } from '@coincast/shared/wording';
import { button, type Keyboard } from '../conversation/keyboard.js';
import type { Turn } from '../conversation/turn.js';
import { type Texts, textsFor } from '../i18n/texts.js';
import { forecastPicture } from '../picture/forecast-picture.js';
import { TelegramRefusal } from '../telegram/bot-api-errors.js';
import { type Html, html } from '../telegram/html.js';
import type { Order, Progress } from './order.js';
import { type OrderParts, sessionOf } from './orders.js';
import { failureText, resultText } from './result-view.js';

type Bought = Extract<Progress, { state: 'bought' }>;

/** What becomes of a job, as a message. */
interface Result {
  text: Html;
  keyboard: Keyboard;
  picture?: Buffer;
}

/** Turns what waits in chats into results. Doing it twice shows it once: a message is edited, never sent again. */
export class Delivery {
  constructor(private readonly parts: OrderParts) {}

  async showJob(chatId: number, language: Language, session: Session, jobId: number): Promise<void> {
    const summary = await this.parts.api.jobs.summaryToDraw(session, jobId);
    const { text, keyboard, picture } = await this.resultOf(summary, session, language);
    const { messenger } = this.parts;
    if (picture) await messenger.sendPhoto(chatId, picture, text, { keyboard });
    else await messenger.sendText(chatId, text, { keyboard });
  }

  /** The message whose button was pressed becomes the result. The press alone is told of a job that has not ended. */
  async refreshJob(turn: Turn, messageId: number, jobId: number): Promise<void> {
    const summary = await this.parts.api.jobs.summaryToDraw(turn.apiSession, jobId);
    if (summary.status === 'PENDING') return turn.answer(waitingText(summary, turn.texts));
    await turn.answer();
    await this.turnInto(turn.chatId, messageId, await this.resultOf(summary, turn.apiSession, turn.language));
  }

  /** Nothing happens while the job has not ended. @param isEnded that it has is known */
  async deliver(orderId: string, order: Order & { progress: Bought }, isEnded: boolean): Promise<void> {
    const { jobId, messageId } = order.progress;
    const { orders, unfinished } = this.parts;
    const session = await sessionOf(this.parts, order);
    if (!session) {
      // It stays open: whoever signs in again finds the result here.
      if (isEnded) await this.showSignedOut(order);
      return;
    }
    const summary = await this.parts.api.jobs.summaryToDraw(session, jobId).catch(unlessRefused);
    if (summary?.status === 'PENDING') return;
    if (summary) {
      await this.turnInto(order.chatId, messageId, await this.resultOf(summary, session, order.language));
    } else await this.showSignedOut(order);
    await orders.set(orderId, { ...order, progress: { state: 'delivered', jobId } });
    await unfinished.delete(orderId);
  }

  private async turnInto(chatId: number, messageId: number, { text, keyboard, picture }: Result) {
    const { messenger, logger } = this.parts;
    if (picture) {
      try {
        return await messenger.editToPhoto(chatId, messageId, picture, text, keyboard);
      } catch (error) {
        if (!(error instanceof TelegramRefusal)) throw error;
        logger.error({ err: error }, 'Telegram refuses the picture of a forecast');
      }
    }
    return messenger.editText(chatId, messageId, text, { keyboard });
  }

  private async showSignedOut({ chatId, language, progress }: Order & { progress: Bought }): Promise<void> {
    const { buttons, job, result } = textsFor(language);
    const { messageId, jobId } = progress;
    await this.parts.messenger.editText(chatId, messageId, html`${result.signedOut(jobId)}`, {
      keyboard: [[button(buttons.signIn, 'login'), button(buttons.job(jobId, job.number(jobId)), 'job', jobId)]],
    });
  }

  private async resultOf(summary: JobSummary, session: Session, language: Language): Promise<Result> {
    const texts = textsFor(language);
    const formats = formatsFor(language);
    const { buttons } = texts;
    const { id, status } = summary;
    if (status === 'PENDING') {
      const keyboard = [[button(buttons.refresh, 'refresh', id), button(buttons.history, 'ph')]];
      return { text: html`<b>${texts.job.number(id)}</b>\n${waitingText(summary, texts)}`, keyboard };
    }
    const money = await this.parts.api.account.moneyOfJob(session, id);
    if (status === 'ERROR') {
      const { account, text } = failureText(summary, money, { texts, formats, language });
      const way = account.way === 'upload' ? button(buttons.predict, 'predict') : button(buttons.again, 'again', id);
      return {
        text,
        keyboard: [
          [way, ...(account.missing > 0 ? [button(buttons.topUp, 'balance')] : [])],
          [button(buttons.history, 'ph')],
        ],
      };
    }
    const titleOf = await this.parts.api.models.titles(session, language);
    const text = resultText(summary, money, { texts, formats, language }, titleOf(summary.model_name));
    const keyboard = [
      [button(buttons.csv, 'csv', id), button(buttons.xlsx, 'xlsx', id)],
      [button(buttons.again, 'again', id), button(buttons.history, 'ph')],
    ];
    const picture = await this.picture(summary, language);
    return picture ? { text, keyboard, picture } : { text: html`${text}\n\n${texts.result.pictureLost}`, keyboard };
  }

  /** A forecast without its picture is worth more than none. */
  private async picture(summary: JobSummary, language: Language): Promise<Buffer | undefined> {
    try {
      return await forecastPicture({ summary, language, title: jobName(summary) });
    } catch (error) {
      this.parts.logger.error({ err: error, job: summary.id }, 'no picture could be drawn');
      return undefined;
    }
  }
}

function waitingText({ stage }: JobSummary, { jobCard }: Texts): string {
  return stage === 'paying' ? jobCard.paying : jobCard.computing;
}

/** Undefined for a job that this chat may not see any more. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof ApiRefusal && [401, 404].includes(error.problem.status)) return undefined;
  throw error;
}
