import type { Command } from '../commands.js';

/** The command menu; Telegram takes at most 256 characters of each. */
export const menu: Record<Command, string> = {
  predict: 'Make a forecast',
  ph: 'Your forecasts, newest first',
  job: 'One forecast by its number: /job 123',
  balance: 'Your credits',
  topup: 'Add credits: /topup 100',
  tx: 'Deposits, charges and refunds',
  start: 'Begin here',
  login: 'Sign in: /login email password',
  register: 'Create an account: /register email password',
  logout: 'Sign out of this chat',
  lang: 'Language: English or Russian',
  cancel: 'Leave what is under way',
  help: 'What the bot can do',
};
