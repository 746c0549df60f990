import type { InlineKeyboardButton } from 'telegraf/types';
import type { Keyboard } from '../telegram/outcomes.js';
import { buttonData } from './buttons.rules.js';

export type { Keyboard };

/** A button that comes back to us. */
export function button(text: string, action: string, ...values: (string | number)[]): InlineKeyboardButton {
  return { text, callback_data: buttonData(action, ...values) };
}

/** So many buttons to a line. */
export function linesOf(buttons: InlineKeyboardButton[], perLine: number): Keyboard {
  const lines: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += perLine) lines.push(buttons.slice(at, at + perLine));
  return lines;
}
