import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { BotBench, textFrom } from '../bot-fixture.js';

const env = { TG_WEBHOOK_URL: 'https://bot.example/hooks/telegram', TG_WEBHOOK_SECRET: 'a-secret_of-telegram' };

describe('telegram-bot, webhook', () => {
  let bench: BotBench;
  beforeEach(async () => {
    bench = await BotBench.open();
  });
  afterEach(() => bench.close());

  const bring = (url: string, body: string, secret = env.TG_WEBHOOK_SECRET, method = 'POST') =>
    fetch(`${url}/hooks/telegram`, {
      method,
      headers: { 'x-telegram-bot-api-secret-token': secret, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body } : {}),
    });

  it('tells Telegram where it is, until Telegram knows', async () => {
    await bench.start(env);
    await eventually('set', () => bench.telegram.callsOf('setWebhook').length === 1);
    expect(bench.telegram.callsOf('setWebhook')[0]?.payload).to.deep.equal({
      url: env.TG_WEBHOOK_URL,
      secret_token: env.TG_WEBHOOK_SECRET,
      allowed_updates: ['message', 'callback_query'],
    });
    expect(bench.telegram.callsOf('getUpdates')).to.have.length(0);
  });

  it('answers before the update is handled', async () => {
    let release: () => void = () => undefined;
    bench.onUpdate = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const { url } = await bench.start(env);
    await eventually('taken in', async () => (await bring(url, JSON.stringify(textFrom(1, 1, 'slow')))).ok);
    expect((await bring(url, JSON.stringify(textFrom(1, 1, 'slow')))).status).to.equal(200);
    expect(bench.handled).to.have.length(0);
    release();
    await eventually('handled', () => bench.handled.length === 1);
    await eventually('answered', () => bench.telegram.callsOf('sendMessage').length === 1);
  });

  it('takes nothing new before what an earlier process has left', async () => {
    const others = Array.from({ length: 300 }, (_, i) => textFrom(i + 1, 1000 + i, 'spam'));
    await bench.leftBehind([...others, textFrom(900, 1, 'old')]);
    const { url } = await bench.start(env);
    const fresh = JSON.stringify(textFrom(901, 1, 'new'));
    await eventually('taken', async () => (await bring(url, fresh)).ok);
    await eventually('handled', () => bench.handled.length === 302);
    const mine = bench.handled.flatMap((update) =>
      update.kind === 'message' && update.chatId === 1 ? update.text : [],
    );
    expect(mine).to.deep.equal(['old', 'new']);
  });

  it('lets nobody in without the secret, and takes nothing odd', async () => {
    const { url } = await bench.start(env);
    await eventually('set', () => bench.telegram.callsOf('setWebhook').length === 1);
    const update = JSON.stringify(textFrom(1, 1, 'hi'));
    expect((await bring(url, update, 'another-secret-here')).status).to.equal(404);
    expect((await fetch(`${url}/hooks/telegram`, { method: 'POST', body: update })).status).to.equal(404);
    expect((await bring(url, update, env.TG_WEBHOOK_SECRET, 'GET')).status).to.equal(405);
    expect((await bring(url, '{"update_id":')).status).to.equal(400);
    expect((await bring(url, `"${'x'.repeat(1024 * 1024)}"`)).status).to.equal(413);
    expect((await bring(url, '{"update_id":5,"poll":{}}')).status).to.equal(200);
    expect((await fetch(`${url}/elsewhere`)).status).to.equal(404);
    expect(bench.handled).to.have.length(0);
  });
});
