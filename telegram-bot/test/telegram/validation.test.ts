import { expect } from 'chai';
import { call, form, jpeg, png } from './plain-bot.js';
import { type Person, TelegramServer } from './telegram-server.js';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

describe('what the Telegram server refuses', () => {
  let telegram: TelegramServer;
  let anna: Person;
  const refused = async (method: string, parameters: Record<string, unknown> | FormData) => {
    const answer = await call(telegram, method, parameters);
    expect(answer.status, JSON.stringify(answer)).equal(400);
    return answer.description?.replace('Bad Request: ', '');
  };
  const says = (more: Record<string, unknown>) => ({ chat_id: anna.id, text: 'Hello', ...more });

  before(async () => {
    telegram = await TelegramServer.start();
    anna = telegram.person();
    anna.says('/start');
  });
  after(() => telegram.close());

  const pictures: [string, Buffer, string][] = [
    ['is empty', Buffer.alloc(0), 'file must be non-empty'],
    ['is no picture', Buffer.from('<svg/>'), 'IMAGE_PROCESS_FAILED'],
    ['is cut off', png(50, 50).subarray(0, 60), 'IMAGE_PROCESS_FAILED'],
    ['is too large', png(9000, 1001), 'PHOTO_INVALID_DIMENSIONS'],
    ['is too narrow', png(21, 1), 'PHOTO_INVALID_DIMENSIONS'],
    ['is a JPEG too narrow', jpeg(10, 201), 'PHOTO_INVALID_DIMENSIONS'],
    [
      'has over 10 MB',
      Buffer.alloc(10 * 1024 * 1024 + 1),
      'file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
    ],
  ];
  for (const [name, bytes, words] of pictures) {
    it(`refuses a photo that ${name}`, async () => {
      expect(await refused('sendPhoto', form({ chat_id: anna.id }, { photo: [bytes, 'a.png'] }))).equal(words);
    });
  }

  it('refuses photos and documents that are missing, elsewhere, empty, too big or described too long', async () => {
    const to = { chat_id: anna.id };
    expect(await refused('sendPhoto', to)).equal('there is no photo in the request');
    expect(await refused('sendDocument', to)).equal('there is no document in the request');
    expect(await refused('sendPhoto', { ...to, photo: 'http://127.0.0.1/a.png' })).equal(
      'failed to get HTTP URL content',
    );
    expect(await refused('sendPhoto', { ...to, photo: 'nonsense' })).equal(
      'wrong file_id or the file is temporarily unavailable',
    );
    const { document } = anna.sends({ name: 'a.csv', content: 'a,b' });
    expect(await refused('sendPhoto', { ...to, photo: document?.id })).equal(
      "can't use file of type Document as Photo",
    );
    expect(await refused('sendDocument', form(to, { document: [Buffer.alloc(0), 'a.csv'] }))).equal(
      'file must be non-empty',
    );
    const caption = 'x'.repeat(1025);
    expect(await refused('sendPhoto', form({ ...to, caption }, { photo: [png(9, 9), 'a.png'] }))).equal(
      'message caption is too long',
    );
    const huge = form(to, { document: [Buffer.alloc(52 * 1024 * 1024), 'a.bin'] });
    expect((await call(telegram, 'sendDocument', huge)).description).equal('Request Entity Too Large');
  });

  it('refuses edits of what is gone, of others, of the wrong kind, and those that change nothing', async () => {
    const to = { chat_id: anna.id };
    const said = anna.says('Hi');
    await call(telegram, 'sendMessage', says({ text: 'One' }));
    const one = await anna.sees('One');
    const edit = (more: Record<string, unknown>) => ({ ...to, message_id: one.id, text: 'Two', ...more });
    expect(await refused('editMessageText', edit({ message_id: undefined }))).equal(
      'message identifier is not specified',
    );
    expect(await refused('editMessageText', edit({ message_id: 999 }))).equal('message to edit not found');
    expect(await refused('editMessageText', edit({ message_id: said.id }))).equal("message can't be edited");
    expect(await refused('editMessageText', edit({ text: '<b>One', parse_mode: 'HTML' }))).contain(
      'end tag corresponding',
    );
    expect(await refused('editMessageText', edit({ text: 'x'.repeat(4097) }))).equal('MESSAGE_TOO_LONG');
    expect(await refused('editMessageText', edit({ text: 'One' }))).equal(NOT_MODIFIED);
    expect(await refused('editMessageReplyMarkup', edit({}))).equal(NOT_MODIFIED);
    expect(await refused('editMessageCaption', edit({ caption: 'c' }))).equal(
      'there is no caption in the message to edit',
    );
    expect(await refused('editMessageMedia', edit({}))).equal('media must be non-empty');
    expect(await refused('deleteMessage', edit({ message_id: 999 }))).equal('message to delete not found');
    await call(telegram, 'sendPhoto', form(to, { photo: [png(9, 9), 'a.png'] }));
    const photo = await anna.sees('', { where: (message) => message.photo !== undefined });
    expect(await refused('editMessageText', edit({ message_id: photo.id }))).equal(
      'there is no text in the message to edit',
    );
    expect(one.edits + photo.edits).equal(0);
  });

  it('refuses commands that are none', async () => {
    const menu = (command: unknown, description: unknown, more = {}) =>
      refused('setMyCommands', { commands: [{ command, description }], ...more });
    expect(await menu('Start', 'x')).equal('BOT_COMMAND_INVALID');
    expect(await menu('', 'x')).equal('command must be non-empty');
    expect(await menu('x'.repeat(33), 'x')).equal('command length must not exceed 32');
    expect(await menu('start', '')).equal('command description must be non-empty');
    expect(await menu('start', 'x'.repeat(257))).equal('command description length must not exceed 256');
    expect(await menu('start', 'x', { language_code: 'russian' })).equal('invalid language code specified');
    expect(await menu('start', 'x', { scope: { type: 'all' } })).contain('Unsupported type specified');
    expect(await refused('setMyCommands', { commands: Array(101).fill({ command: 'a', description: 'a' }) })).equal(
      'BOT_COMMANDS_TOO_MUCH',
    );
  });

  it('refuses other nonsense', async () => {
    expect(await refused('sendChatAction', { chat_id: anna.id, action: 'dancing' })).equal(
      'wrong parameter action in request',
    );
    expect(await refused('getFile', {})).equal('file_id not specified');
    const { document } = anna.sends({ name: 'big.csv', content: Buffer.alloc(20 * 1024 * 1024 + 1) });
    expect(await refused('getFile', { file_id: document?.id })).equal('file is too big');
    expect(await refused('setWebhook', { url: 'http://example.com/' })).equal(
      'bad webhook: An HTTPS URL must be provided for webhook',
    );
    expect(await refused('setWebhook', { url: 'https://example.com/', secret_token: 'a b' })).equal(
      'secret token contains unallowed characters',
    );
    expect(await refused('setMyDescription', { description: 'x'.repeat(513) })).equal('bot description is too long');
  });
});
