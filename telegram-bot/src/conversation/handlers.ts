import { parseWholeNumber } from '@coincast/shared/wording';
import type { Command } from '../i18n/commands.js';
import { html } from '../telegram/html.js';
import { pressOf } from './buttons.rules.js';
import { download, history, job, refresh } from './jobs.js';
import { mainKeyboard, signInKeyboard } from './menu.js';
import { balance, topUpButton, topUpCommand, transactions } from './money.js';
import { again, allSent, anotherModel, fileSent, modelChosen, predict, textSent } from './predict.js';
import { login, logout, register } from './signing-in.js';
import type { Turn } from './turn.js';
import { cancel, chooseLanguage, help, start } from './welcome.js';

type Handler = (turn: Turn, ...values: string[]) => Promise<void>;

/** Each takes what stands after the command. */
const commandHandlers: Record<Command, (turn: Turn, argument: string) => Promise<void>> = {
  start,
  help,
  login,
  register,
  logout,
  lang: chooseLanguage,
  cancel,
  balance,
  topup: topUpCommand,
  tx: (turn) => transactions(turn),
  ph: (turn) => history(turn),
  job,
  predict,
};

/** Each takes what the button carries. A button outlives versions of the bot: an action is never given another meaning. */
const buttonHandlers: Record<string, Handler> = {
  help,
  login: (turn) => login(turn, ''),
  register: (turn) => register(turn, ''),
  lang: (turn, language = '') => chooseLanguage(turn, language),
  cancel,
  balance,
  topup: topUpButton,
  tx: transactions,
  ph: history,
  job: (turn, id = '') => job(turn, id),
  refresh,
  csv: (turn, id) => download(turn, 'csv', id),
  xlsx: (turn, id) => download(turn, 'xlsx', id),
  predict: (turn) => predict(turn, ''),
  model: modelChosen,
  sent: allSent,
  again,
  use: anotherModel,
  buy: (turn, orderId = '') => turn.parts.orders.confirm(turn, orderId),
  fund: (turn, orderId = '') => turn.parts.orders.topUpAndConfirm(turn, orderId),
  drop: dropOrder,
  // What is to be tried again is remembered, and the conversation takes it up.
  retry: async (turn) => (turn.session.then ? undefined : turn.answer(turn.texts.tooOld)),
};

/** Does what somebody wants. @throws whatever the API's client does, and SignInNeeded. */
export async function dispatch(turn: Turn): Promise<void> {
  const { intent } = turn;
  switch (intent.kind) {
    case 'command':
      return isCommand(intent.name)
        ? commandHandlers[intent.name](turn, intent.argument)
        : void (await turn.say(html`${turn.texts.unknownCommand}`, mainKeyboard(turn)));
    case 'button': {
      const { action, arguments: values } = pressOf(intent.data);
      const handler = Object.hasOwn(buttonHandlers, action) ? buttonHandlers[action] : undefined;
      return handler ? handler(turn, ...values) : turn.answer(turn.texts.tooOld);
    }
    case 'file':
      return fileSent(turn, intent.file);
    case 'text':
      return plainText(turn, intent.text);
    case 'other':
      await turn.say(html`${turn.texts.unsupported.other}`);
  }
}

/** Text that is no command means something at some steps; at the others it is told what is expected. */
async function plainText(turn: Turn, text: string): Promise<void> {
  const { step, account, then } = turn.session;
  const { unknown } = turn.texts;
  if (step.name === 'sending-data') return textSent(turn, text);
  if (step.name === 'confirming') {
    // What is a number, but no whole one, is told the bounds.
    const horizon = parseWholeNumber(text) ?? (/^[-+]?\d[\d.,]*$/.test(text.trim()) ? Number.NaN : undefined);
    if (horizon !== undefined) return turn.parts.orders.requote(turn, step.orderId, { horizon });
  }
  if (!account && then) await turn.say(html`${unknown['signing-in']}`, signInKeyboard(turn));
  else await turn.say(html`${unknown[step.name]}`, step.name === 'idle' ? mainKeyboard(turn) : undefined);
}

async function dropOrder(turn: Turn, orderId = ''): Promise<void> {
  const obstacle = await turn.parts.orders.cancel(turn, orderId);
  if (obstacle !== undefined) return turn.answer(obstacle);
  const { step } = turn.session;
  if (step.name === 'confirming' && step.orderId === orderId)
    await turn.remember({ ...turn.session, step: { name: 'idle' } });
  await turn.show(html`${turn.texts.quote.cancelled}`, mainKeyboard(turn));
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(commandHandlers, name);
}
