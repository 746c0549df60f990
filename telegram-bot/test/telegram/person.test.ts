import { expect } from 'chai';
import { call } from './plain-bot.js';
import { type Person, TelegramServer } from './telegram-server.js';

interface Received {
  update_id: number;
  message?: { message_id: number; text?: string; entities?: unknown };
  callback_query?: { id: string; data: string; message: { message_id: number; text?: string; date: number } };
}

describe('a person on the Telegram server', () => {
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

  it('looks only at what came or changed since the person last did something', async () => {
    anna.says('one');
    await send({ text: 'Answer' });
    await anna.sees('Answer');
    anna.says('two');
    expect(await anna.sees('Answer', { timeoutMs: 10 }).catch(() => 'nothing')).equal('nothing');
    expect((await anna.sees('Answer', { anytime: true })).text).equal('Answer');
  });

  it('writes to nobody who has not written, or who has blocked the bot', async () => {
    expect((await send({ text: 'Hi' })).description).equal('Bad Request: chat not found');
    anna.says('Hi');
    anna.blocks();
    expect(await send({ text: 'Hi' })).include({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    anna.unblocks();
    expect((await send({ text: 'Hi' })).status).equal(200);
    expect((await received()).flatMap(Object.keys).filter((key) => key === 'my_chat_member')).length(2);
  });

  it('cuts long texts into several messages, as clients do', () => {
    anna.says(Array.from({ length: 1000 }, (_, day) => `line ${day}`).join('\n'));
    expect(anna.messages.length).equal(3);
    expect(
      anna.messages
        .map(({ text }) => text)
        .join('\n')
        .split('\n'),
    ).length(1000);
    for (const { text } of anna.messages) expect(text.length).within(1, 4096);
  });

  it('tells of buttons that are pressed, and takes one answer for each', async () => {
    anna.says('Hi');
    await send({
      text: 'Well?',
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Yes', callback_data: 'y' },
            { text: 'Site', url: 'https://a.example' },
          ],
        ],
      },
    });
    const pressed = await anna.presses('Yes');
    const query = (await received()).at(-1)?.callback_query;
    expect(query).deep.include({ id: pressed.id, data: 'y' });
    expect(query?.message.text).equal('Well?');
    const answer = () =>
      call(telegram, 'answerCallbackQuery', { callback_query_id: query?.id, text: 'Done', show_alert: true });
    expect((await answer()).result).equal(true);
    expect(await pressed.answer()).eql({ text: 'Done', alert: true, url: undefined });
    expect((await answer()).description).contain(
      'query is too old and response timeout expired or query ID is invalid',
    );
    const old = await anna.presses('y', { expired: true });
    expect((await call(telegram, 'answerCallbackQuery', { callback_query_id: old.id })).status).equal(400);
    const late = await anna.presses(/^Y/);
    telegram.advance(600_000);
    expect((await call(telegram, 'answerCallbackQuery', { callback_query_id: late.id })).status).equal(400);
    expect(await anna.presses('Site').catch(({ message }) => message)).contain('opens https://a.example');
  });
});
