import { randomBytes } from 'node:crypto';
import { ApiRefusal, type Transaction } from '@coincast/shared/gateway-client';
import { parseCredits, transactionTitle, withoutDeceivingSigns } from '@coincast/shared/wording';
import { shortened } from '../i18n/shortened.js';
import { html, joinHtml } from '../telegram/html.js';
import { button, type Keyboard } from './keyboard.js';
import { mainKeyboard, titled } from './menu.js';
import { pageOf } from './pages.js';
import type { Turn } from './turn.js';

const suggestedCredits = [100, 500, 1_000, 5_000];
const entriesPerPage = 8;

export async function balance(turn: Turn): Promise<void> {
  const credits = await turn.api.account.balance(turn.apiSession);
  const { balance: words } = turn.texts;
  const text = credits === 0 ? html`${words.now(0)}\n${words.empty}` : html`<b>${words.now(credits)}</b>`;
  await turn.show(text, topUpKeyboard(turn));
}

/** `/topup`, `/topup 100` */
export async function topUpCommand(turn: Turn, argument: string): Promise<void> {
  const { topUp: words } = turn.texts;
  if (argument === '') {
    turn.requireAccount();
    await turn.say(html`${words.choose}`, topUpKeyboard(turn));
    return;
  }
  const amount = parseCredits(argument);
  if (amount === undefined) {
    await turn.say(html`${words.badAmount}`, topUpKeyboard(turn));
    return;
  }
  // An update that comes twice adds once, and so does one that is tried again after its answer was lost.
  const updateId = turn.intent.kind === 'command' ? turn.intent.updateId : turn.update.updateId;
  await topUp(turn, amount, `telegram-update-${turn.chatId}-${updateId}`);
}

/** A button adds once, however often it is pressed. */
export async function topUpButton(turn: Turn, amountText = '', nonce = ''): Promise<void> {
  const amount = parseCredits(amountText);
  if (amount === undefined || !/^[0-9a-f]{8,32}$/.test(nonce)) {
    await turn.answer(turn.texts.tooOld);
    return;
  }
  await topUp(turn, amount, `telegram-button-${turn.chatId}-${nonce}-${amount}`);
}

async function topUp(turn: Turn, amount: number, idempotencyKey: string): Promise<void> {
  const { topUp: words } = turn.texts;
  try {
    const balance = await turn.api.account.topUp(turn.apiSession, { amount, reason: 'Telegram', idempotencyKey });
    await turn.show(html`${words.done(amount, balance)}`, mainKeyboard(turn));
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.problem.code === 'balance_limit')) throw error;
    await turn.show(html`${words.limit}`, topUpKeyboard(turn));
  }
}

function topUpKeyboard(turn: Turn): Keyboard {
  const { buttons } = turn.texts;
  const nonce = randomBytes(6).toString('hex');
  const amounts = suggestedCredits.map((credits) => button(buttons.add(credits), 'topup', credits, nonce));
  return [amounts, [button(buttons.predict, 'predict'), button(buttons.transactions, 'tx')]];
}

/** The ledger, newest first; `before` is the last entry of the page before. */
export async function transactions(turn: Turn, beforeText?: string): Promise<void> {
  const { tx: words, buttons } = turn.texts;
  const session = turn.apiSession;
  const list = { action: 'tx', size: entriesPerPage, beforeText };
  const page = await pageOf(turn, list, (query) => turn.api.account.transactions(session, query));
  if (page.entries.length === 0) {
    await turn.show(html`${page.before === undefined ? words.empty : words.noMore}`, mainKeyboard(turn));
    return;
  }
  const lines = page.entries.map((entry) => entryLine(turn, entry));
  const text = html`${titled(words.title, words.utc)}\n\n${joinHtml(lines, '\n\n')}`;
  await turn.show(text, [...page.buttons, [button(buttons.balance, 'balance')]]);
}

const longestReason = 100;

function entryLine({ texts, formats }: Turn, entry: Transaction) {
  const shown = shortened(withoutDeceivingSigns(transactionTitle(entry, texts)), longestReason);
  const after = texts.tx.after(entry.balance_after);
  return html`<b>${formats.signed(entry.amount)}</b>  ${shown}\n${formats.time(entry.created_at)} · ${after}`;
}
