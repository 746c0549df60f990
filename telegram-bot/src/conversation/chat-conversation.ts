import { join } from 'node:path';
import type { JobFinished } from '@coincast/shared/contracts';
import { ProcessDirectory } from '@coincast/shared/files';
import type { CloudEvent } from '@coincast/shared/messaging';
import { PeriodicTask } from '@coincast/shared/scheduling';
import { textsFor } from '../i18n/texts.js';
import { openOrders } from '../orders/open-orders.js';
import { Records } from '../store/records.js';
import { html } from '../telegram/html.js';
import type { BotUpdate } from '../updates/update.js';
import type { Conversation, ConversationParts } from './conversation.js';
import { explain } from './explain.js';
import { dispatch } from './handlers.js';
import { hasPassword, type Intent, intentOf } from './intent.rules.js';
import { commandMenu } from './menu.js';
import { type ChatSession, newSession, sessionSchema } from './session.js';
import { type BotParts, languageOf, russianReaders, Turn } from './turn.js';

/** What the API could not do is asked for again so often; what has ended meanwhile is found. */
const goOnEveryMs = 15_000;

/** What is said in chats, one update after the other. */
export class ChatConversation implements Conversation {
  private readonly goingOn: PeriodicTask;

  private constructor(
    private readonly parts: BotParts,
    private readonly arrivals: ProcessDirectory,
  ) {
    this.goingOn = new PeriodicTask('orders in chats', goOnEveryMs, () => parts.orders.goOn(), parts.logger);
  }

  static async open({ config, store, api, messenger, logger }: ConversationParts): Promise<ChatConversation> {
    const sessions = new Records({ store, prefix: 'session:', schema: sessionSchema, logger });
    const arrivals = await ProcessDirectory.open(join(config.BOT_DATA_DIR, 'arrivals'));
    const orders = openOrders({ store, messenger, api, sessions, arrivals, logger });
    return new ChatConversation({ messenger, api, sessions, orders, logger, cabinetUrl: config.CABINET_URL }, arrivals);
  }

  /** What a person, the API or Telegram's refusal is to blame for is told in the chat, and no error here. */
  async handle(update: BotUpdate): Promise<void> {
    const intent = intentOf(update);
    if (!intent) return;
    const session = await this.sessionOf(update.chatId);
    if (update.chatType !== 'private') return this.turnAway(update, intent, session);
    const turn = await this.take(update, intent, session);
    const { account, then, ...rest } = turn.session;
    const isSignedInNow = account !== undefined && session.account === undefined;
    const isTriedAgain = intent.kind === 'button' && intent.data === 'retry';
    if (then && (isSignedInNow || isTriedAgain)) {
      // What was asked for before the sign-in, or while the service was away, comes now.
      await turn.remember(account ? { ...rest, account } : rest);
      await this.take(update, then, turn.session);
    }
    if (isSignedInNow) await this.parts.orders.goOnIn(update.chatId);
  }

  async flooded({ chatId, languageCode }: BotUpdate): Promise<void> {
    const texts = textsFor(languageOf(await this.sessionOf(chatId), languageCode));
    await this.parts.messenger.sendText(chatId, html`${texts.trouble.tooManyMessages}`);
  }

  jobFinished({ data }: CloudEvent<JobFinished>): Promise<void> {
    return this.parts.orders.jobFinished(data.job_id);
  }

  async resume(): Promise<void> {
    this.goingOn.start();
    const inRussian = russianReaders.map((code) => [code, commandMenu('ru')] as const);
    await this.parts.messenger.setCommands({ default: commandMenu('en'), ...Object.fromEntries(inRussian) });
  }

  async close(): Promise<void> {
    await this.goingOn.stop();
    await this.parts.orders.idle();
    await this.arrivals.close();
  }

  private async sessionOf(chatId: number): Promise<ChatSession> {
    return (await this.parts.sessions.get(chatId)) ?? newSession();
  }

  /** Groups are told where to go. A password that somebody sent there all the same has to go, too. */
  private async turnAway({ chatId, languageCode, messageId }: BotUpdate, intent: Intent, session: ChatSession) {
    const { unsupported, signIn } = textsFor(languageOf(session, languageCode));
    const isLeft = hasPassword(intent) && !(await this.parts.messenger.deleteMessage(chatId, messageId));
    await this.parts.messenger.sendText(chatId, html`${unsupported.group}${isLeft && html`\n\n${signIn.notDeleted}`}`);
  }

  private async take(update: BotUpdate, intent: Intent, session: ChatSession): Promise<Turn> {
    const turn = new Turn(this.parts, update, intent, session);
    try {
      await dispatch(turn);
    } catch (error) {
      await explain(turn, error);
    } finally {
      await turn.answer();
    }
    return turn;
  }
}
