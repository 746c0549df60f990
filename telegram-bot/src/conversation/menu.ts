import { html } from '../telegram/html.js';
import { button, type Keyboard } from './keyboard.js';
import type { Turn } from './turn.js';

/** The ways that lead on from anywhere. */
export function mainKeyboard({ texts: { buttons }, session }: Turn): Keyboard {
  if (!session.account) return signInKeyboard({ buttons });
  return [
    [button(buttons.predict, 'predict'), button(buttons.history, 'ph')],
    [button(buttons.balance, 'balance'), button(buttons.transactions, 'tx')],
    [button(buttons.language, 'lang'), button(buttons.help, 'help')],
  ];
}

export function signInKeyboard({ buttons }: { buttons: Turn['texts']['buttons'] }): Keyboard {
  return [
    [button(buttons.signIn, 'login'), button(buttons.register, 'register')],
    [button(buttons.language, 'lang'), button(buttons.help, 'help')],
  ];
}

/** `<b>Title</b>` and lines below it. */
export function titled(title: string, ...lines: string[]) {
  return html`<b>${title}</b>${lines.map((line) => html`\n${line}`)}`;
}
