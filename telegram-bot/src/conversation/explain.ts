import { ApiRefusal, ApiUnavailable } from '@coincast/shared/gateway-client';
import { TelegramUnreachable } from '../telegram/bot-api-errors.js';
import { html } from '../telegram/html.js';
import { hasPassword } from './intent.rules.js';
import { button } from './keyboard.js';
import { mainKeyboard, signInKeyboard } from './menu.js';
import { SignInNeeded, type Turn } from './turn.js';

const mostSeconds = 3_600;

/**
 * Tells the person what stood in the way, and what to do. What can be gone on with is remembered.
 * @throws what is neither the person's nor the API's fault, which is told, too.
 */
export async function explain(turn: Turn, error: unknown): Promise<void> {
  const { texts } = turn;
  const isExpired = error instanceof ApiRefusal && error.problem.status === 401;
  if (error instanceof SignInNeeded || isExpired) {
    const { account: _expired, ...rest } = turn.session;
    await turn.remember({ ...rest, then: turn.intent });
    const { signIn: words } = texts;
    const first = isExpired ? words.expired : words.needed;
    await turn.say(html`${first}\n\n${words.how}`, signInKeyboard(turn));
    return;
  }
  if (error instanceof ApiUnavailable || isDownload(error)) {
    turn.parts.logger.warn({ err: error }, 'the API, or a file of Telegram, does not come');
    // A message with a password is gone, and must not be kept.
    const isRepeatable = !hasPassword(turn.intent);
    if (isRepeatable) await turn.remember({ ...turn.session, then: turn.intent });
    const retry = isRepeatable ? [[button(texts.buttons.retry, 'retry')]] : undefined;
    const id = texts.trouble.requestId(turn.caller.requestId);
    await turn.say(html`${texts.trouble.unavailable}\n<code>${id}</code>`, retry);
    return;
  }
  if (error instanceof ApiRefusal) {
    const { problem, retryAfterSeconds } = error;
    const isFlood = problem.status === 429;
    const said = isFlood
      ? texts.trouble.flood(Math.min(mostSeconds, retryAfterSeconds ?? 60))
      : texts.trouble.refused(problem.detail.slice(0, 300));
    await turn.say(html`${said}`, mainKeyboard(turn));
    return;
  }
  // When Telegram is what fails, this may fail as well; the error says more.
  await turn.say(html`${texts.trouble.internal}`, mainKeyboard(turn)).catch(() => undefined);
  throw error;
}

/** What Telegram can't send is nothing to be told by Telegram; a file that does not come is. */
function isDownload(error: unknown): boolean {
  return error instanceof TelegramUnreachable && ['file', 'getFile'].includes(error.method);
}
