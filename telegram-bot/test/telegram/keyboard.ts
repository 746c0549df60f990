import { badRequest } from './api-error.js';
import { type Button, isObject, type JsonObject } from './types.js';
import { checkedUrl } from './url.js';

const DATA_BYTES_MAX = 64;
const BUTTONS_MAX = 100;
const OTHER_KINDS = [
  'login_url',
  'web_app',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

export interface ReplyMarkup {
  buttons: Button[][];
  /** A keyboard in place of the letters, its removal, or forcing a reply: such a message can't be edited. */
  isForReplies: boolean;
}

/** Checks a reply_markup as Telegram does; the buttons of an inline keyboard, in rows. */
export function replyMarkup(markup: unknown): ReplyMarkup {
  if (markup === undefined) return { buttons: [], isForReplies: false };
  if (!isObject(markup)) throw badRequest('object expected as reply markup');
  const rows = markup['inline_keyboard'];
  if (rows === undefined) return { buttons: [], isForReplies: Object.keys(markup).length > 0 };
  if (!Array.isArray(rows)) {
    throw badRequest('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array');
  }
  const buttons = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    return row.map(readButton);
  });
  if (buttons.flat().length > BUTTONS_MAX) throw badRequest('reply markup is too long');
  return { buttons: buttons.filter((row) => row.length > 0), isForReplies: false };
}

function readButton(button: unknown): Button {
  const unparsable = (words: string) => badRequest(`can't parse inline keyboard button: ${words}`);
  if (!isObject(button)) throw unparsable('InlineKeyboardButton must be an Object');
  const { text, url, callback_data: data, ...other } = button;
  if (text === undefined) throw unparsable('Can\'t find field "text"');
  if (typeof text !== 'string') throw unparsable('Field "text" must be of type String');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (typeof url === 'string' && url !== '') {
    const checked = checkedUrl(url);
    if (!checked.ok) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${checked.why}`);
    return { text, url: checked.url, data: undefined, other };
  }
  if (data !== undefined) {
    if (typeof data !== 'string') throw unparsable('Field "callback_data" must be of type String');
    const bytes = Buffer.byteLength(data);
    if (bytes < 1 || bytes > DATA_BYTES_MAX) throw badRequest('BUTTON_DATA_INVALID');
    return { text, data, url: undefined, other };
  }
  if (!OTHER_KINDS.some((kind) => kind in other)) throw unparsable('Text buttons are unallowed in the inline keyboard');
  return { text, data: undefined, url: undefined, other };
}

/** The keyboard as it goes over the wire. */
export const markupOnWire = (rows: Button[][]): JsonObject => ({
  inline_keyboard: rows.map((row) => row.map(buttonOnWire)),
});

const buttonOnWire = ({ text, data, url, other }: Button): JsonObject => ({
  text,
  ...(data === undefined ? {} : { callback_data: data }),
  ...(url === undefined ? {} : { url }),
  ...other,
});
