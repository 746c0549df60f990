import { Readable } from 'node:stream';
import { TelegramFileTooLarge, TelegramRefusal } from '@coincast/telegram-bot/telegram/bot-api-errors';
import { Html, html } from '@coincast/telegram-bot/telegram/html';
import { expect } from 'chai';
import { png } from '../telegram/plain-bot.js';
import { startMessenger } from './messenger-fixture.js';

const keyboard = [[{ text: 'Yes', callback_data: 'yes' }]];
const refusal = async (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe('Messenger', () => {
  let bench: Awaited<ReturnType<typeof startMessenger>>;
  beforeEach(async () => {
    bench = await startMessenger();
  });
  afterEach(() => bench.close());

  async function sentText(text = 'text') {
    await bench.messenger.sendText(bench.anna.id, html`${text}`);
    return bench.anna.sees(text);
  }

  it('sends text as HTML with its keyboard', async () => {
    const { anna, messenger } = bench;
    const sent = await messenger.sendText(anna.id, html`<b>${'a < b & c'}</b>`, { keyboard });
    const message = await anna.sees(/^a < b & c$/, { button: 'yes' });
    expect(sent).to.deep.equal({ outcome: 'sent', messageId: message.id });
    expect(message.marked('bold')).to.deep.equal(['a < b & c']);
    expect(bench.callsOf('sendMessage')[0]?.parameters).to.deep.equal({
      chat_id: anna.id,
      text: '<b>a &lt; b &amp; c</b>',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: keyboard },
    });
  });

  it('sends long text in parts, the keyboard below the last', async () => {
    const { anna, messenger } = bench;
    const sent = await messenger.sendText(anna.id, new Html(`<i>${'word '.repeat(2000)}</i>`), { keyboard });
    const parts = anna.chat.answers;
    expect(parts.map(({ buttons }) => buttons)).to.deep.equal([[], [], ['Yes']]);
    expect(parts.map((part) => part.marked('italic'))).to.deep.equal(parts.map(({ text }) => [text]));
    expect(parts.flatMap(({ text }) => text.split(' '))).to.deep.equal(Array(2000).fill('word'));
    expect(sent).to.deep.equal({ outcome: 'sent', messageId: parts[2]?.id });
  });

  it('edits text; what looks so already is done, what is gone comes anew', async () => {
    const { anna, messenger } = bench;
    const message = await sentText();
    const edit = () => messenger.editText(anna.id, message.id, html`done`, { keyboard });
    for (let times = 0; times < 2; times++) {
      expect(await edit()).to.deep.equal({ outcome: 'sent', messageId: message.id });
    }
    expect(message).to.include({ text: 'done', edits: 1 });
    expect(bench.callsOf('editMessageText').map(({ status }) => status)).to.deep.equal([200, 400]);
    anna.deletes(message);
    const anew = await edit();
    expect(anew).to.deep.equal({ outcome: 'sent', messageId: anna.chat.newest?.id });
    expect((await anna.sees('done', { button: 'yes' })).id).to.be.greaterThan(message.id);
  });

  it('turns a message into a picture, or sends it where the message is gone', async () => {
    const { anna, messenger } = bench;
    const picture = png(30, 20);
    const message = await sentText();
    const shown = await messenger.editToPhoto(anna.id, message.id, picture, html`<b>up</b>`, keyboard);
    expect(shown).to.include({ messageId: message.id });
    expect(await anna.sees('up', { button: 'yes' })).to.equal(message);
    expect(message.photo?.bytes).to.deep.equal(picture);
    expect(message.marked('bold')).to.deep.equal(['up']);
    anna.deletes(message);
    const anew = await messenger.editToPhoto(anna.id, message.id, picture, html`up`);
    expect(anew).to.deep.equal({ outcome: 'sent', messageId: anna.chat.newest?.id });
    expect(anna.chat.newest?.photo?.bytes).to.deep.equal(picture);
  });

  it('sends files from memory and from streams, under a harmless name', async () => {
    const { anna, messenger } = bench;
    await messenger.sendDocument(anna.id, { name: 'a"\r\nX: y.csv', content: Buffer.from('in,memory') });
    await messenger.sendDocument(anna.id, { name: 'b.csv', content: Readable.from(['from,', 'a stream']) });
    const files = anna.chat.answers.map(({ document }) => [document?.name, document?.bytes.toString()]);
    expect(files).to.deep.equal([
      ['a___X: y.csv', 'in,memory'],
      ['b.csv', 'from,a stream'],
    ]);
  });

  it('deletes; a message that is gone is fine, one that may not be deleted is told', async () => {
    const { anna, messenger, telegram } = bench;
    const [message, old] = [await sentText('first'), await sentText('second')];
    for (let times = 0; times < 2; times++) expect(await messenger.deleteMessage(anna.id, message.id)).to.equal(true);
    await anna.gone(message);
    expect(bench.callsOf('deleteMessage').map(({ status }) => status)).to.deep.equal([200, 400]);
    telegram.advance(49 * 3_600_000);
    expect(await messenger.deleteMessage(anna.id, old.id)).to.equal(false);
  });

  it('answers buttons; too late is fine, and told', async () => {
    const { anna, messenger } = bench;
    const message = await sentText();
    const pressed = anna.pressesData('yes', message);
    expect(await messenger.answerButton(pressed.id, 'x'.repeat(300))).to.equal(true);
    expect((await pressed.answer()).text).to.equal('x'.repeat(200));
    expect(await messenger.answerButton(anna.pressesData('yes', message, true).id)).to.equal(false);
  });

  it('sets the commands of each language', async () => {
    const commands = [{ command: 'help', description: 'Help' }];
    const russian = [{ command: 'help', description: 'Помощь' }];
    await bench.messenger.setCommands({ default: commands, ru: russian });
    expect(bench.telegram.commands('ru')).to.deep.equal(russian);
    expect(bench.telegram.commands('de')).to.deep.equal(commands);
  });

  it('fetches files, and says when one is too large or gone', async () => {
    const { anna, messenger, telegram } = bench;
    const idOf = (content: Buffer | string) => anna.sends({ name: 'имя 1.csv', content }).document?.id ?? '';
    const small = idOf('time,price');
    const stream = await messenger.downloadFile(small);
    expect(Buffer.concat(await stream.toArray()).toString()).to.equal('time,price');
    const large = idOf(Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await refusal(messenger.downloadFile(large))).to.be.instanceOf(TelegramFileTooLarge);
    expect(await refusal(messenger.downloadFile('none'))).to.be.instanceOf(TelegramRefusal);
    telegram.fail({ method: 'download', with: 403 });
    expect(await refusal(messenger.downloadFile(small))).to.include({ method: 'file', status: 403 });
  });

  it('takes a user who has blocked the bot for no error', async () => {
    const { anna, messenger, telegram } = bench;
    const message = await sentText();
    anna.blocks();
    expect(await messenger.sendText(anna.id, html`a`)).to.deep.equal({ outcome: 'blocked' });
    expect(await messenger.editText(anna.id, message.id, html`a`)).to.deep.equal({ outcome: 'blocked' });
    telegram.fail({ method: 'deleteMessage', with: 403 });
    expect(await messenger.deleteMessage(anna.id, message.id)).to.equal(false);
    anna.unblocks();
    expect(await messenger.sendText(anna.id, html`a`)).to.include({ outcome: 'sent' });
  });

  it('says which call was refused and why', async () => {
    const error = await refusal(bench.messenger.sendText(bench.telegram.person().id, html`private words`));
    expect(error).to.be.instanceOf(TelegramRefusal);
    expect(error).to.include({ method: 'sendMessage', status: 400, description: 'Bad Request: chat not found' });
  });
});
