import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { call, form, jpeg, png } from './plain-bot.js';
import { type Person, TelegramServer } from './telegram-server.js';

interface Received {
  update_id: number;
  message?: { message_id: number; text?: string; entities?: unknown };
  callback_query?: { id: string; data: string; message: { message_id: number; text?: string; date: number } };
}

describe('the Telegram server', () => {
  let telegram: TelegramServer;
  let anna: Person;
  const received = async (parameters = {}): Promise<Received[]> => {
    const { result } = await call(telegram, 'getUpdates', parameters);
    return Array.isArray(result) ? result : [];
  };
  const send = (more = {}) => call(telegram, 'sendMessage', { chat_id: anna.id, ...more });

  beforeEach(async () => {
    telegram = await TelegramServer.start({ patienceMs: 2000 });
    anna = telegram.person({ id: 77, languageCode: 'ru', firstName: 'Анна' });
  });
  afterEach(() => telegram.close());

  it('knows one bot by its token, and its methods by any way of calling', async () => {
    const { url, token } = telegram;
    expect(await call({ url, token: '1:x' }, 'getMe')).include({ status: 401, description: 'Unauthorized' });
    expect(await call(telegram, 'getMeNot')).include({ status: 404, ok: false });
    const me = { ok: true, id: Number(token.split(':')[0]), is_bot: true };
    const viaGet = JSON.parse(await (await fetch(`${url}/bot${token}/GETME`)).text());
    expect({ ok: viaGet.ok, ...viaGet.result }).include(me);
    anna.says('Hi');
    const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] });
    const fields = { chat_id: '77', text: 'Привет', reply_markup: keyboard };
    await fetch(`${url}/bot${token}/sendMessage?${new URLSearchParams({ ...fields, text: 'a' })}`);
    await call(telegram, 'sendMessage', new URLSearchParams({ ...fields, text: 'b' }));
    await call(telegram, 'sendMessage', form({ ...fields, text: 'в' }));
    await call(telegram, 'sendMessage', { ...fields, chat_id: 77, reply_markup: JSON.parse(keyboard) });
    expect(anna.chat.answers.map(({ text, buttons }) => [text, ...buttons])).eql(
      ['a', 'b', 'в', 'Привет'].map((text) => [text, 'Да']),
    );
    expect(telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ status }) => status)).eql([
      200, 200, 200, 200,
    ]);
  });

  it('gives updates by long polling until they are acknowledged', async () => {
    const waiting = received({ timeout: 30 });
    anna.says('/start now');
    const [first] = await waiting;
    expect(first?.message).deep.include({
      text: '/start now',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      from: { id: 77, is_bot: false, first_name: 'Анна', language_code: 'ru' },
      chat: { id: 77, first_name: 'Анна', type: 'private' },
    });
    anna.says('two');
    anna.says('three');
    expect(await received()).length(3);
    expect(await received({ limit: 1 })).eql([first]);
    const rest = await received({ offset: (first?.update_id ?? 0) + 1 });
    expect(rest.map(({ message }) => message?.text)).eql(['two', 'three']);
    expect(await received({ offset: -1 })).eql(rest.slice(1));
    expect(telegram.pendingUpdates).equal(1);
    expect(await received({ offset: (rest[1]?.update_id ?? 0) + 1, allowed_updates: ['callback_query'] })).eql([]);
    anna.says('unheard');
    expect(telegram.pendingUpdates).equal(0);
  });

  it('ends a poller when another comes', async () => {
    const first = call(telegram, 'getUpdates', { timeout: 30 });
    await eventually('a poller', () => telegram.calls.length > 0);
    const second = received({ timeout: 30 });
    expect((await first).description).contain('terminated by other getUpdates request');
    anna.says('Hi');
    expect(await second).length(1);
  });

  it('shows what people see: edits, pictures, deletions', async () => {
    const hi = anna.says('Hi');
    await send({
      text: '<b>Жирный</b> &amp; <a href="https://a.example/x?a=1&amp;b=2">ссылка</a> ',
      parse_mode: 'HTML',
    });
    const message = await anna.sees(/^Жирный & ссылка$/);
    expect(message.marked('bold')).eql(['Жирный']);
    expect(message.entities[1]).include({ type: 'text_link', url: 'https://a.example/x?a=1&b=2' });
    const edit = { chat_id: 77, message_id: message.id };
    const media = JSON.stringify({ type: 'photo', media: 'attach://p', caption: '<i>Вот</i>', parse_mode: 'HTML' });
    const answer = await call(telegram, 'editMessageMedia', form({ ...edit, media }, { p: [png(40, 30), 'p.png'] }));
    expect(answer.result).deep.include({
      caption: 'Вот',
      caption_entities: [{ type: 'italic', offset: 0, length: 3 }],
    });
    expect(await anna.sees('Вот')).equal(message);
    expect(message.photo).include({ width: 40, height: 30 });
    expect(message).include({ text: '', edits: 1 });
    await call(telegram, 'editMessageCaption', { ...edit, caption: 'Так' });
    await call(telegram, 'sendPhoto', form({ chat_id: 77 }, { photo: [jpeg(64, 48), 'p.jpg'] }));
    expect(anna.chat.newest?.photo).include({ width: 64, height: 48 });
    await call(
      telegram,
      'sendDocument',
      form({ chat_id: 77, caption: 'Файл' }, { document: [Buffer.from('a,b'), 'прогноз.csv'] }),
    );
    expect((await anna.sees('Файл')).document).deep.include({
      name: 'прогноз.csv',
      mimeType: 'text/csv',
      bytes: Buffer.from('a,b'),
    });
    await call(telegram, 'deleteMessage', { ...edit, message_id: hi.id });
    await anna.gone(hi);
    expect(anna.chat.visible.map(({ words }) => words)).eql(['Так', '', 'Файл']);
    expect(await anna.sees('never', { timeoutMs: 10 }).catch(({ message: words }) => words))
      .contain('#1 person: (deleted) Hi')
      .contain('прогноз.csv, 3 bytes');
    await call(telegram, 'editMessageCaption', {
      ...edit,
      caption: 'So',
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }], []] },
    });
    expect((await anna.sees('So')).buttons).eql(['A']);
    await call(telegram, 'editMessageCaption', { ...edit, caption: 'Und so' });
    expect((await anna.sees('Und so')).buttons).eql([]);
    await call(telegram, 'sendChatAction', { chat_id: 77, action: 'typing' });
    expect(anna.chat.actions).eql(['typing']);
    telegram.advance(49 * 3_600_000);
    expect((await call(telegram, 'deleteMessage', edit)).description).contain("can't be deleted");
  });

  it('serves what people send, up to 20 MB', async () => {
    const { document } = anna.sends({ name: 'a.csv', content: 'день,y', mimeType: 'text/plain', caption: '/predict' });
    const [update] = await received();
    expect(update?.message).deep.include({
      caption: '/predict',
      caption_entities: [{ type: 'bot_command', offset: 0, length: 8 }],
    });
    const { result } = await call(telegram, 'getFile', { file_id: document?.id });
    const path = JSON.parse(JSON.stringify(result)).file_path;
    const file = await fetch(`${telegram.url}/file/bot${telegram.token}/${path}`);
    expect(await file.text()).equal('день,y');
    expect((await fetch(`${telegram.url}/file/bot${telegram.token}/documents/none`)).status).equal(404);
    expect((await fetch(`${telegram.url}/file/bot1:x/${path}`)).status).equal(401);
  });

  it('keeps menus of commands by language and scope', async () => {
    const set = (description: string, more = {}) =>
      call(telegram, 'setMyCommands', { commands: [{ command: 'start', description }], ...more });
    await set('Begin');
    await set('Начать', { language_code: 'ru', scope: { type: 'all_private_chats' } });
    expect(telegram.commands('en')).eql([{ command: 'start', description: 'Begin' }]);
    expect(telegram.commands('ru')[0]?.description).equal('Начать');
    await call(telegram, 'deleteMyCommands', { language_code: 'ru', scope: { type: 'all_private_chats' } });
    expect(telegram.commands('ru')[0]?.description).equal('Begin');
    await call(telegram, 'setMyShortDescription', { short_description: 'Прогнозы', language_code: 'ru' });
    expect(telegram.about('short_description', 'ru')).equal('Прогнозы');
  });
});
