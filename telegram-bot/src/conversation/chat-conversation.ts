import type { Update } from 'telegraf/types';
import { html } from '../telegram/html.js';
import { explain } from './explain.js';
import { dispatch } from './handlers.js';
import { type Incoming, type Intent, incomingOf } from './intent.rules.js';
import { type ChatSession, newSession } from './session.js';
import { type BotParts, Turn } from './turn.js';

/** What is said in chats, one update after the other. */
export class ChatConversation {
  constructor(private readonly parts: BotParts) {}

  /** What a person, the API or Telegram's refusal is to blame for is told in the chat, and no error here. */
  async handle(update: Update): Promise<void> {
    const incoming = incomingOf(update);
    if (!incoming) return;
    const session = (await this.parts.sessions.get(incoming.chatId)) ?? newSession();
    const turn = await this.take(incoming, incoming.intent, session);
    const { account, then, ...rest } = turn.session;
    const isWanted = account && account.token !== session.account?.token;
    const isTriedAgain = incoming.intent.kind === 'button' && incoming.intent.data === 'retry';
    if (!then || !(isWanted || isTriedAgain)) return;
    // What was asked for before the sign-in, or while the service was away, comes now.
    await turn.remember(account ? { ...rest, account } : rest);
    if (isWanted) await turn.say(html`${turn.texts.signIn.goOn}`);
    await this.take(incoming, then, turn.session);
  }

  jobFinished(jobId: number): Promise<void> {
    return this.parts.orders.jobFinished(jobId);
  }

  /** Takes up all that was under way; once at start, and now and then for what the service could not do. */
  resume(): Promise<void> {
    return this.parts.orders.resume();
  }

  private async take(incoming: Incoming, intent: Intent, session: ChatSession): Promise<Turn> {
    const turn = new Turn(this.parts, incoming, intent, session);
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
