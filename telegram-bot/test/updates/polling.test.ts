import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { BotBench } from '../bot-fixture.js';
import { call } from '../telegram/plain-bot.js';

describe('telegram-bot, polling', () => {
  let bench: BotBench;
  let release: () => void;
  let held: Promise<void>;
  beforeEach(async () => {
    bench = await BotBench.open();
    held = new Promise((resolve) => {
      release = resolve;
    });
  });
  afterEach(() => bench.close());

  const polls = () => bench.callsOf('getUpdates');
  const isAsking = () => polls().at(-1)?.status === undefined && polls().length > 0;

  it('takes updates in at once, whatever their handling takes', async () => {
    const { telegram } = bench;
    const [anna, boris] = [telegram.person(), telegram.person()];
    bench.onUpdate = ({ chatId }) => (chatId === anna.id ? held : Promise.resolve());
    // The bot does not want edits, but gets those from before it has said so.
    anna.edits(anna.says('slow'), 'edited');
    boris.says('quick');
    expect(telegram.pendingUpdates).to.equal(3);
    await bench.start();
    await eventually('confirmed', () => telegram.pendingUpdates === 0);
    await boris.sees('quick');
    anna.says('second');
    release();
    await anna.sees('second');
    expect(bench.texts).to.deep.equal(['quick', 'slow', 'second']);
    expect(polls()[0]?.parameters).to.deep.equal({ timeout: 30, allowed_updates: ['message', 'callback_query'] });
    expect(anna.chat.answers).to.have.length(2);
  });

  it('outlasts what Telegram has bad days of, and a second bot for a while', async () => {
    const { telegram } = bench;
    telegram.fail({ method: 'deleteWebhook', with: 'reset' });
    for (const fault of [502, 'reset'] as const) telegram.fail({ method: 'getUpdates', with: fault });
    await bench.start();
    await eventually('asking', () => polls().length === 3 && isAsking());
    // That one asks, too, ends the question of the first.
    await call(telegram, 'getUpdates');
    const anna = telegram.person();
    anna.says('still there');
    await anna.sees('still there');
    expect(bench.callsOf('deleteWebhook')).to.have.length(3);
    expect(bench.log.text()).to.include('Conflict').and.not.include(telegram.token.split(':')[1]);
  });

  it('waits as long as a 429 says', async () => {
    bench.telegram.fail({ method: 'getUpdates', with: 429, retryAfter: 1 });
    await bench.start();
    await eventually('asked again', () => polls().length === 2);
    const [first, second] = polls();
    expect((second?.at ?? 0) - (first?.at ?? 0)).to.be.at.least(990);
  });

  it('runs on with a token that is nobody’s, and says so', async () => {
    const bot = await bench.start({ TG_BOT_TOKEN: '1:AAfake-wrong' });
    await eventually('said', () => bench.log.text().includes('Unauthorized'));
    expect((await fetch(`${bot.url}/health/ready`)).status).to.equal(503);
    expect((await fetch(`${bot.url}/health/live`)).status).to.equal(200);
    expect(bench.log.text()).to.not.include('AAfake');
  });

  it('stops at once while Telegram keeps a question open, and goes on after the last update', async () => {
    const bot = await bench.start();
    const anna = bench.telegram.person();
    anna.says('a');
    await anna.sees('a');
    await eventually('asking', () => bench.telegram.pendingUpdates === 0 && isAsking());
    await bench.stop(bot);
    const last = polls().at(-1);
    await eventually('hung up', () => last?.abandoned);
    await bench.start();
    await eventually('asking', () => polls().at(-1) !== last);
    expect(polls().at(-1)?.parameters['offset']).to.be.a('number').and.equal(last?.parameters['offset']);
    expect(bench.texts).to.deep.equal(['a']);
  });

  it('finishes at the end what it has taken in', async () => {
    bench.onUpdate = () => held;
    const bot = await bench.start();
    const anna = bench.telegram.person();
    for (const text of ['1', '2', '3']) anna.says(text);
    await eventually('taken in', () => bench.telegram.pendingUpdates === 0);
    const stopped = bench.stop(bot);
    release();
    await stopped;
    expect(bench.texts).to.deep.equal(['1', '2', '3']);
    expect(anna.chat.answers.map(({ text }) => text)).to.deep.equal(['1', '2', '3']);
  });

  it('takes in of a chat that floods what may wait, and of others all the same', async () => {
    const [anna, boris] = [bench.telegram.person(), bench.telegram.person()];
    bench.onUpdate = ({ chatId }) => (chatId === anna.id ? held : Promise.resolve());
    for (let i = 0; i < 80; i++) anna.says('spam');
    boris.says('hi');
    await bench.start();
    await boris.sees('hi');
    expect(bench.log.text().split('a chat sends more than it may')).to.have.length(2);
    release();
    // One at work and fifty that wait.
    await eventually('what was taken', () => bench.texts.filter((text) => text === 'spam').length === 51);
  });
});
