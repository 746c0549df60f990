import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { call } from './plain-bot.js';
import { type Person, TelegramServer } from './telegram-server.js';

describe('what goes wrong with the Telegram server on demand', () => {
  let telegram: TelegramServer;
  let anna: Person;
  let boris: Person;
  const send = (to: Person, text = 'Hi') => call(telegram, 'sendMessage', { chat_id: to.id, text });
  const lost = (answer: Promise<unknown>) =>
    answer.then(
      () => false,
      () => true,
    );
  const start = async (options = {}) => {
    telegram = await TelegramServer.start(options);
    anna = telegram.person();
    boris = telegram.person();
    anna.says('Hi');
    boris.says('Hi');
  };

  beforeEach(() => start());
  afterEach(() => telegram.close());

  it('answers 429 to a chat for as many calls as were asked for, and tells who doesn’t wait', async () => {
    const fault = telegram.fail({ method: 'sendMessage', chatId: anna.id, times: 2, with: 429, retryAfter: 1 });
    expect((await send(boris)).status).equal(200);
    expect(await send(anna)).include({
      status: 429,
      description: 'Too Many Requests: retry after 1',
      retryAfter: 1,
    });
    expect(telegram.rates.tooEarly).equal(0);
    expect((await send(anna)).status).equal(429);
    expect((await send(anna)).status).equal(200);
    expect(telegram.rates.tooEarly).equal(2);
    expect(fault.hits).equal(2);
  });

  it('answers 403, 502 and 200 with a page of HTML, and leaves getUpdates alone unless it is named', async () => {
    telegram.fail({ chatId: anna.id, with: 403 });
    expect((await send(anna)).description).equal('Forbidden: bot was blocked by the user');
    telegram.fail({ with: 502 });
    expect((await call(telegram, 'getUpdates')).status).equal(200);
    const answer = await fetch(`${telegram.url}/bot${telegram.token}/getMe`);
    expect(answer.status).equal(502);
    expect(await answer.text()).contain('502 Bad Gateway');
    telegram.fail({ with: 'page' });
    expect(await (await fetch(`${telegram.url}/bot${telegram.token}/getMe`)).text()).match(/^<html>/);
    telegram.fail({ method: ['getUpdates', 'download'], with: 429, retryAfter: 1 });
    expect((await call(telegram, 'getMe')).status).equal(200);
    expect((await call(telegram, 'getUpdates')).status).equal(429);
  });

  it('breaks connections before and after the call has taken effect', async () => {
    telegram.fail({ with: 'reset' });
    expect(await lost(send(anna, 'before'))).equal(true);
    expect(anna.chat.answers).eql([]);
    telegram.fail({ with: 'reset', happened: true });
    expect(await lost(send(anna, 'after'))).equal(true);
    expect(anna.chat.answers.map(({ text }) => text)).eql(['after']);
  });

  it('keeps calls waiting until they are released', async () => {
    const fault = telegram.fail({ times: Number.POSITIVE_INFINITY, with: 'timeout' });
    const happened = telegram.fail({ method: 'getMe', with: 'timeout', happened: true });
    const waiting = send(anna, 'late');
    const leaving = new AbortController();
    const left = lost(
      fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${anna.id}&text=left`, {
        signal: leaving.signal,
      }),
    );
    await eventually('both calls', () => fault.hits === 2);
    leaving.abort();
    expect(await left).equal(true);
    await eventually('the server to know', () => telegram.calls.some(({ abandoned }) => abandoned));
    expect(anna.chat.answers).eql([]);
    fault.release();
    expect((await waiting).status).equal(200);
    expect(anna.chat.answers.map(({ text }) => text)).eql(['late']);
    expect((await send(anna)).status).equal(200);
    const last = lost(call(telegram, 'getMe'));
    await eventually('the call', () => happened.hits === 1);
    happened.release();
    expect(await last).equal(false);
  });

  it('counts the worst rates', async () => {
    await Promise.all([send(anna), send(anna), send(boris), call(telegram, 'getMe')]);
    expect(telegram.rates).include({ worstOverall: 3, worstInOneChat: 2 });
  });

  it('refuses what is too fast when it is strict', async () => {
    await telegram.close();
    await start({ strict: { chatBurst: 2, overallPerSecond: 10 } });
    const statuses = [];
    for (let sent = 0; sent < 3; sent += 1) statuses.push((await send(anna)).status);
    expect(statuses).eql([200, 200, 429]);
    expect((await send(boris)).status).equal(200);
    const people = Array.from({ length: 60 }, () => telegram.person());
    for (const person of people) person.says('Hi');
    const answers = await Promise.all(people.map((person) => send(person)));
    expect(answers.filter(({ status }) => status === 429).length).greaterThan(0);
    expect(answers.find(({ status }) => status === 429)?.retryAfter).equal(1);
  });
});
