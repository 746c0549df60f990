import type { Language } from '@coincast/shared/wording';
import type { BotCommand } from 'telegraf/types';
import { commands } from '../i18n/commands.js';
import { textsFor } from '../i18n/texts.js';
import { html } from '../telegram/html.js';
import { button, type Keyboard } from './keyboard.js';
import type { Turn } from './turn.js';

/** The ways that lead on from anywhere. */
export function mainKeyboard(turn: Turn): Keyboard {
  if (!turn.session.account) return signInKeyboard(turn);
  const { buttons } = turn.texts;
  return [
    [button(buttons.predict, 'predict'), button(buttons.history, 'ph')],
    [button(buttons.balance, 'balance'), button(buttons.transactions, 'tx')],
    [button(buttons.language, 'lang'), button(buttons.help, 'help')],
  ];
}

export function signInKeyboard({ texts: { buttons }, parts: { cabinetUrl } }: Turn): Keyboard {
  return [
    [button(buttons.signIn, 'login'), button(buttons.register, 'register')],
    ...(cabinetUrl ? [[{ text: buttons.cabinet, url: new URL('/account', cabinetUrl).href }]] : []),
    [button(buttons.language, 'lang'), button(buttons.help, 'help')],
  ];
}

/** The commands as Telegram lists them. */
export function commandMenu(language: Language): BotCommand[] {
  const { menu } = textsFor(language);
  return commands.map((command) => ({ command, description: menu[command] }));
}

/** `<b>Title</b>` and lines below it. */
export function titled(title: string, ...lines: string[]) {
  return html`<b>${title}</b>${lines.map((line) => html`\n${line}`)}`;
}
