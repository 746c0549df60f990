import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { BotBench, textFrom } from '../bot-fixture.js';
import type { FakeAnswer } from '../fake-telegram.js';

const texts = (bench: BotBench) => bench.handled.map((update) => (update.kind === 'message' ? update.text : ''));

describe('telegram-bot, polling', () => {
  let bench: BotBench;
  beforeEach(async () => {
    bench = await BotBench.open();
  });
  afterEach(() => bench.close());

  it('takes updates in at once, whatever their handling takes', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.onUpdate = ({ chatId }) => (chatId === 1 ? held : Promise.resolve());
    await bench.start();
    bench.telegram.give(textFrom(10, 1, 'slow'), textFrom(11, 2, 'quick'), { update_id: 12 });
    await eventually('confirmed', () => bench.telegram.updates.length === 0);
    await eventually('the other chat', () => bench.handled.length === 1);
    bench.telegram.give(textFrom(13, 1, 'second'));
    release();
    await eventually('all', () => bench.handled.length === 3);
    expect(texts(bench)).to.deep.equal(['quick', 'slow', 'second']);
    const first = bench.telegram.callsOf('getUpdates')[0]?.payload;
    expect(first).to.deep.equal({ timeout: 30, allowed_updates: ['message', 'callback_query'] });
    await eventually('answers', () => bench.telegram.callsOf('sendMessage').length === 3);
  });

  it('outlasts what Telegram has bad days of, and a second bot for a while', async () => {
    const conflict = { error_code: 409, description: 'Conflict: terminated by other getUpdates request' };
    const bad: FakeAnswer[] = [{ status: 502 }, 'reset', conflict];
    bench.telegram.next('deleteWebhook', 'reset');
    bench.telegram.next('getUpdates', ...bad);
    await bench.start();
    bench.telegram.give(textFrom(1, 1, 'still there'));
    await eventually('the update', () => bench.handled.length === 1);
    expect(bench.telegram.callsOf('deleteWebhook')).to.have.length(3);
    expect(bench.log.text()).to.not.include('AAfake');
  });

  it('waits as long as a 429 says', async () => {
    const later = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } };
    bench.telegram.next('getUpdates', later);
    await bench.start();
    await eventually('asked again', () => bench.telegram.callsOf('getUpdates').length === 2);
    const [first, second] = bench.telegram.callsOf('getUpdates');
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).to.be.at.least(990);
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
    bench.telegram.give(textFrom(41, 1, 'a'));
    await eventually('handled', () => bench.handled.length === 1);
    await eventually('asking', () => bench.telegram.waitingPolls === 1);
    const start = performance.now();
    await bench.stop(bot);
    expect(performance.now() - start).to.be.below(1000);
    bench.telegram.calls.length = 0;
    await bench.start();
    await eventually('asking', () => bench.telegram.callsOf('getUpdates').length > 0);
    expect(bench.telegram.callsOf('getUpdates')[0]?.payload).to.include({ offset: 42 });
    expect(bench.handled).to.have.length(1);
  });

  it('finishes at the end what it has taken in', async () => {
    bench.onUpdate = () => new Promise((resolve) => setTimeout(resolve, 50));
    const bot = await bench.start();
    bench.telegram.give(...[1, 2, 3].map((id) => textFrom(id, 1, `${id}`)));
    await eventually('taken in', () => bench.telegram.updates.length === 0);
    await bench.stop(bot);
    expect(texts(bench)).to.deep.equal(['1', '2', '3']);
    expect(bench.telegram.callsOf('sendMessage')).to.have.length(3);
  });

  it('answers a chat that floods once, and others all the same', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.onUpdate = ({ chatId }) => (chatId === 1 ? held : Promise.resolve());
    await bench.start();
    bench.telegram.give(...Array.from({ length: 80 }, (_, i) => textFrom(100 + i, 1, 'spam')), textFrom(200, 2, 'hi'));
    await eventually('the other chat', () => bench.handled.length === 1);
    expect(bench.log.text().split('a chat sends more than it may')).to.have.length(2);
    release();
    await eventually('what was taken', () => bench.handled.length >= 51);
  });
});
