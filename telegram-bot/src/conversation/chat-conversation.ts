import { ApiRefusal, ApiUnavailable } from '@coincast/shared/gateway-client';
import type { Update } from 'telegraf/types';
import { html } from '../telegram/html.js';
import { buttonHandlers, commandHandlers } from './handlers.js';
import { type Incoming, type Intent, incomingOf } from './intent.rules.js';
import { button } from './keyboard.js';
import { mainKeyboard, signInKeyboard } from './menu.js';
import { fileSent, textSent } from './predict.js';
import { type ChatSession, newSession } from './session.js';
import { type BotParts, SignInNeeded, Turn } from './turn.js';
import { pressOf } from './buttons.rules.js';

/** What is said in chats, from one update to the next. */
export class ChatConversation {
  constructor(private readonly parts: BotParts) {}

  /** Never throws for what a person or the API did: they are told. */
  async handle(update: Update): Promise<void> {
    const incoming = incomingOf(update);
    if (!incoming) return;
    const session = (await this.parts.sessions.get(incoming.chatId)) ?? newSession();
    let turn = await this.take(incoming, incoming.intent, session);
    // Signed in, or the service is back: what was asked for before comes now.
    while (turn.session.account && turn.session.then && turn.isDone) {
      const { then, ...rest } = turn.session;
      await turn.remember(rest);
      await turn.say(html`${turn.texts.signIn.goOn}`);
      turn = await this.take({ ...incoming, messageId: undefined }, then, rest);
    }
  }

  private async take(incoming: Incoming, intent: Intent, session: ChatSession): Promise<Turn & { isDone: boolean }> {
    const turn = Object.assign(new Turn(this.parts, incoming, intent, session), { isDone: false });
    try {
      await dispatch(turn);
      turn.isDone = true;
    } catch (error) {
      await this.explain(turn, error);
    } finally {
      await turn.answer();
    }
    return turn;
  }
}
