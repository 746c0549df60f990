import { Readable } from 'node:stream';
import { TelegramFileTooLarge, TelegramRefusal } from '@coincast/telegram-bot/telegram/bot-api-errors';
import { Html, html } from '@coincast/telegram-bot/telegram/html';
import { expect } from 'chai';
import { startMessenger } from './messenger-fixture.js';

const keyboard = [[{ text: 'Yes', callback_data: 'yes' }]];
const gone = { error_code: 400, description: 'Bad Request: message to edit not found' };
const refusal = async (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe('Messenger', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  beforeEach(async () => {
    bench = await startMessenger();
  });
  afterEach(() => bench.close());

  it('sends text as HTML with its keyboard', async () => {
    const sent = await bench.messenger.sendText(7, html`<b>${'a < b & c'}</b>`, { keyboard });
    expect(sent).to.deep.equal({ outcome: 'sent', messageId: 100 });
    expect(bench.telegram.callsOf('sendMessage')[0]?.payload).to.deep.equal({
      chat_id: 7,
      text: '<b>a &lt; b &amp; c</b>',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: keyboard },
    });
  });

  it('sends long text in parts, the keyboard below the last', async () => {
    const sent = await bench.messenger.sendText(7, new Html(`<i>${'word '.repeat(2000)}</i>`), { keyboard });
    const calls = bench.telegram.callsOf('sendMessage').map(({ payload }) => payload);
    expect(calls).to.have.length(3);
    expect(calls.every(({ text }) => /^<i>word .*word<\/i>$|^<i>word.*<\/i>$/.test(String(text)))).to.equal(true);
    expect(calls.map(({ reply_markup }) => reply_markup)).to.deep.equal([
      { inline_keyboard: [] },
      { inline_keyboard: [] },
      { inline_keyboard: keyboard },
    ]);
    expect(sent).to.deep.equal({ outcome: 'sent', messageId: 102 });
  });

  it('edits text; what looks so already is done, what is gone comes anew', async () => {
    const edit = () => bench.messenger.editText(7, 55, html`done`, { keyboard });
    expect(await edit()).to.deep.equal({ outcome: 'sent', messageId: 55 });
    const same = 'Bad Request: message is not modified: specified new message content and reply markup are the same';
    bench.telegram.next('editMessageText', { error_code: 400, description: same }, gone);
    expect(await edit()).to.deep.equal({ outcome: 'sent', messageId: 55 });
    expect(bench.telegram.callsOf('sendMessage')).to.have.length(0);
    expect(await edit()).to.deep.equal({ outcome: 'sent', messageId: 100 });
    expect(bench.telegram.callsOf('sendMessage')[0]?.payload).to.include({ text: 'done' });
  });

  it('turns a message into a picture, or sends it where the message is gone', async () => {
    const png = Buffer.from('png-bytes');
    expect(await bench.messenger.editToPhoto(7, 55, png, html`<b>up</b>`, keyboard)).to.include({ messageId: 55 });
    const edit = bench.telegram.callsOf('editMessageMedia')[0]?.body ?? '';
    expect(edit).to.include('png-bytes').and.include('"caption":"<b>up</b>"').and.include('"callback_data":"yes"');
    bench.telegram.next('editMessageMedia', gone);
    expect(await bench.messenger.editToPhoto(7, 55, png, html`up`)).to.include({ messageId: 100 });
    expect(bench.telegram.callsOf('sendPhoto')[0]?.body).to.include('png-bytes');
  });

  it('sends files from memory and from streams, under a harmless name', async () => {
    await bench.messenger.sendDocument(7, { name: 'a"\r\nX: y.csv', content: Buffer.from('in,memory') });
    await bench.messenger.sendDocument(7, { name: 'b.csv', content: Readable.from(['from,', 'a stream']) });
    const [first, second] = bench.telegram.callsOf('sendDocument').map(({ body }) => body);
    expect(first).to.include('in,memory').and.include('filename="a___X: y.csv"');
    expect(second).to.include('from,a stream').and.include('filename="b.csv"');
  });

  it('deletes; a message that is gone is fine, one that may not be deleted is told', async () => {
    expect(await bench.messenger.deleteMessage(7, 1)).to.equal(true);
    bench.telegram.next(
      'deleteMessage',
      { error_code: 400, description: 'Bad Request: message to delete not found' },
      { error_code: 400, description: "Bad Request: message can't be deleted" },
    );
    expect(await bench.messenger.deleteMessage(7, 1)).to.equal(true);
    expect(await bench.messenger.deleteMessage(7, 1)).to.equal(false);
  });

  it('answers buttons; too late is fine', async () => {
    await bench.messenger.answerButton('q1', 'x'.repeat(300));
    expect(bench.telegram.callsOf('answerCallbackQuery')[0]?.payload).to.deep.equal({
      callback_query_id: 'q1',
      text: 'x'.repeat(200),
    });
    const late = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    bench.telegram.next('answerCallbackQuery', { error_code: 400, description: late });
    await bench.messenger.answerButton('q2');
  });

  it('sets the commands of each language', async () => {
    const commands = [{ command: 'help', description: 'Help' }];
    await bench.messenger.setCommands({ default: commands, ru: [{ command: 'help', description: 'Помощь' }] });
    expect(bench.telegram.callsOf('setMyCommands').map(({ payload }) => payload)).to.deep.equal([
      { commands },
      { commands: [{ command: 'help', description: 'Помощь' }], language_code: 'ru' },
    ]);
  });

  it('fetches files, and says when one is too large', async () => {
    bench.telegram.files.set('documents/f1', Buffer.from('time,price'));
    const stream = await bench.messenger.downloadFile('f1');
    expect(Buffer.concat(await stream.toArray()).toString()).to.equal('time,price');
    bench.telegram.next('getFile', { error_code: 400, description: 'Bad Request: file is too big' });
    expect(await refusal(bench.messenger.downloadFile('f2'))).to.be.instanceOf(TelegramFileTooLarge);
    expect(await refusal(bench.messenger.downloadFile('f3'))).to.be.instanceOf(TelegramRefusal);
  });

  it('takes a user who has blocked the bot for no error', async () => {
    const blocked = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
    bench.telegram.next('sendMessage', blocked);
    bench.telegram.next('editMessageText', blocked);
    bench.telegram.next('deleteMessage', blocked);
    expect(await bench.messenger.sendText(7, html`a`)).to.deep.equal({ outcome: 'blocked' });
    expect(await bench.messenger.editText(7, 1, html`a`)).to.deep.equal({ outcome: 'blocked' });
    expect(await bench.messenger.deleteMessage(7, 1)).to.equal(false);
    expect(await bench.messenger.sendText(7, html`a`)).to.include({ outcome: 'sent' });
  });

  it('says which call was refused and why', async () => {
    bench.telegram.next('sendMessage', { error_code: 400, description: 'Bad Request: chat not found' });
    const error = await refusal(bench.messenger.sendText(7, html`private words`));
    expect(error).to.be.instanceOf(TelegramRefusal);
    expect(error).to.include({ method: 'sendMessage', status: 400, description: 'Bad Request: chat not found' });
  });
});
