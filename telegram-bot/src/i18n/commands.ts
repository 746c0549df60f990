/** The commands of the bot, as its menu lists them. */
export const commands = [
  'predict',
  'ph',
  'job',
  'balance',
  'topup',
  'tx',
  'start',
  'login',
  'register',
  'logout',
  'lang',
  'cancel',
  'help',
] as const;
export type Command = (typeof commands)[number];
