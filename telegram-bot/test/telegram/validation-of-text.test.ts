import { expect } from 'chai';
import { call } from './plain-bot.js';
import { type Person, TelegramServer } from './telegram-server.js';

describe('what the Telegram server refuses to send as a message', () => {
  let telegram: TelegramServer;
  let anna: Person;
  const refused = async (method: string, parameters: Record<string, unknown> | FormData) => {
    const answer = await call(telegram, method, parameters);
    expect(answer.status, JSON.stringify(answer)).equal(400);
    return answer.description?.replace('Bad Request: ', '');
  };
  const says = (more: Record<string, unknown>) => ({ chat_id: anna.id, text: 'Hello', ...more });
  const html = (text: string) => says({ text, parse_mode: 'HTML' });
  const button = (more: unknown) => says({ reply_markup: { inline_keyboard: [[more]] } });

  before(async () => {
    telegram = await TelegramServer.start();
    anna = telegram.person();
    anna.says('/start');
  });
  after(() => telegram.close());

  const sendMessage: [string, () => Record<string, unknown>, string][] = [
    ['no chat', () => ({ text: 'Hello' }), 'chat_id is empty'],
    ['a chat that there isn’t', () => says({ chat_id: 5 }), 'chat not found'],
    ['no text', () => ({ chat_id: anna.id }), 'message text is empty'],
    ['an empty text', () => says({ text: '' }), 'message text is empty'],
    ['a blank text', () => says({ text: ' \n ' }), 'text must be non-empty'],
    ['tags alone', () => html('<b></b>'), 'text must be non-empty'],
    ['4097 characters', () => says({ text: 'x'.repeat(4097) }), 'message is too long'],
    ['4097 characters in HTML', () => html(`<b>${'&lt;'.repeat(4097)}</b>`), 'message is too long'],
    ['an unknown parse_mode', () => says({ parse_mode: 'BBCode' }), 'unsupported parse_mode'],
    ['an unknown tag', () => html('ж<br>'), 'can\'t parse entities: Unsupported start tag "br" at byte offset 2'],
    ['a bare <', () => html('1 < 2 > 0'), 'can\'t parse entities: Unsupported start tag "" at byte offset 2'],
    ['a < at the end', () => html('1 <'), "can't parse entities: Unclosed start tag at byte offset 2"],
    [
      'a tag that isn’t closed',
      () => html('<b>x'),
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'crossed tags',
      () => html('<b><i>x</b></i>'),
      'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ],
    ['an end without a start', () => html('x</b>'), "can't parse entities: Unexpected end tag at byte offset 1"],
    ['an end that isn’t closed', () => html('<b>x</b'), "can't parse entities: Unclosed end tag at byte offset 4"],
    [
      'a span without a class',
      () => html('<span>x</span>'),
      'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0',
    ],
    [
      'an attribute that isn’t quoted',
      () => html('<a href=http://a.b/>x</a>'),
      "can't parse entities: Unexpected end of name token at byte offset 8",
    ],
    [
      'an attribute without a name',
      () => html('<a ="x">x</a>'),
      'can\'t parse entities: Empty attribute name in the tag "a" at byte offset 0',
    ],
    [
      'a quote that isn’t closed',
      () => html('<a href="x>x</a>'),
      "can't parse entities: Unclosed start tag at byte offset 0",
    ],
    [
      'callback data of 65 bytes',
      () => button({ text: 'A', callback_data: `${'ж'.repeat(32)}x` }),
      'BUTTON_DATA_INVALID',
    ],
    ['empty callback data', () => button({ text: 'A', callback_data: '' }), 'BUTTON_DATA_INVALID'],
    [
      'a button that does nothing',
      () => button({ text: 'A' }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a button without a text',
      () => button({ callback_data: 'a' }),
      'can\'t parse inline keyboard button: Can\'t find field "text"',
    ],
    [
      'a button with a blank text',
      () => button({ text: ' ', callback_data: 'a' }),
      'inline keyboard button text must be non-empty',
    ],
    [
      'a button that is none',
      () => button('A'),
      "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
    ],
    [
      'a link to localhost',
      () => button({ text: 'A', url: 'http://localhost:8080/' }),
      "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
    ],
    [
      'a link of another protocol',
      () => button({ text: 'A', url: 'ftp://a.com/' }),
      "inline keyboard button URL 'ftp://a.com/' is invalid: Unsupported URL protocol",
    ],
    [
      'a keyboard without rows',
      () => says({ reply_markup: { inline_keyboard: [{ text: 'A' }] } }),
      'field "inline_keyboard" must be an Array of Arrays',
    ],
    [
      'a keyboard that is none',
      () => says({ reply_markup: { inline_keyboard: 1 } }),
      'can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array',
    ],
    [
      'too many buttons',
      () => says({ reply_markup: { inline_keyboard: [Array(101).fill({ text: 'A', callback_data: 'a' })] } }),
      'reply markup is too long',
    ],
    ['a markup that is no object', () => says({ reply_markup: '[]' }), 'object expected as reply markup'],
    ['a markup that is no JSON', () => says({ reply_markup: '{' }), "can't parse reply markup JSON object"],
    ['a reply to nothing', () => says({ reply_parameters: { message_id: 999 } }), 'message to be replied not found'],
  ];
  for (const [name, parameters, words] of sendMessage) {
    it(`refuses a message with ${name}`, async () => {
      expect(await refused('sendMessage', parameters())).equal(words);
    });
  }
});
