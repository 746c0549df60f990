import { eventually } from '@coincast/shared/testing';
import { BotApi } from '@coincast/telegram-bot/telegram/bot-api';
import { Webhook } from '@coincast/telegram-bot/updates/webhook';
import { expect } from 'chai';
import { BotBench, textFrom } from '../bot-fixture.js';
import { call } from '../telegram/plain-bot.js';

const secret = 'a-secret_of-telegram';
const env = { TG_WEBHOOK_URL: 'https://bot.example/hooks/telegram', TG_WEBHOOK_SECRET: secret };
const settings = { url: env.TG_WEBHOOK_URL, secret_token: secret, allowed_updates: ['message', 'callback_query'] };

describe('telegram-bot, webhook', () => {
  let bench: BotBench;
  beforeEach(async () => {
    bench = await BotBench.open();
  });
  afterEach(() => bench.close());

  const bring = (url: string, body: string, given = secret, method = 'POST') =>
    fetch(`${url}/hooks/telegram`, {
      method,
      headers: { 'x-telegram-bot-api-secret-token': given, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body } : {}),
    });

  it('tells Telegram where it is, until Telegram knows, and then asks whether it is there', async () => {
    const { telegram, log } = bench;
    const api = new BotApi({ token: telegram.token, root: telegram.url });
    const where = { url: env.TG_WEBHOOK_URL, secret };
    const receive = async () => undefined;
    const webhook = new Webhook({ api, ...where, logger: log.logger, receive, checkIntervalMs: 10 });
    telegram.fail({ method: 'setWebhook', with: 502 });
    webhook.start();
    try {
      await eventually('told', () => bench.callsOf('getMe').length > 1);
    } finally {
      await webhook.stop();
      api.close();
    }
    const calls = bench.callsOf('setWebhook');
    expect(calls.map(({ status }) => status)).to.deep.equal([502, 200]);
    expect(calls.map(({ parameters }) => parameters)).to.deep.equal([settings, settings]);
  });

  it('answers before the update is handled, and handles it once', async () => {
    let release: () => void = () => undefined;
    bench.onUpdate = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const { url } = await bench.start(env);
    const anna = bench.telegram.person();
    anna.says('slow');
    await eventually('taken in', () => bench.telegram.pendingUpdates === 0);
    for (let times = 0; times < 2; times++) {
      expect((await bring(url, JSON.stringify(textFrom(1, anna.id, 'spam')))).status).to.equal(200);
    }
    expect(bench.handled).to.have.length(0);
    bench.onUpdate = async () => undefined;
    release();
    await anna.sees('slow');
    anna.says('last');
    await anna.sees('last');
    expect(bench.texts).to.deep.equal(['slow', 'spam', 'last']);
    expect(bench.callsOf('getUpdates')).to.have.length(0);
  });

  it('takes nothing new before what an earlier process has left', async () => {
    const anna = bench.telegram.person();
    const others = Array.from({ length: 300 }, (_, i) => textFrom(i + 1, 1 + i, 'spam'));
    await bench.leftBehind([...others, textFrom(900, anna.id, 'old')]);
    await call(bench.telegram, 'setWebhook', settings);
    anna.says('new');
    await bench.start(env);
    await anna.sees('new');
    expect(bench.texts.filter((text) => text !== 'spam')).to.deep.equal(['old', 'new']);
  });

  it('lets nobody in without the secret, and takes nothing odd', async () => {
    const { url } = await bench.start(env);
    await eventually('set', () => bench.callsOf('setWebhook')[0]?.status === 200);
    const update = JSON.stringify(textFrom(1, 1, 'hi'));
    expect((await bring(url, update, 'another-secret-here')).status).to.equal(404);
    expect((await fetch(`${url}/hooks/telegram`, { method: 'POST', body: update })).status).to.equal(404);
    expect((await bring(url, update, secret, 'GET')).status).to.equal(405);
    expect((await bring(url, '{"update_id":')).status).to.equal(400);
    expect((await bring(url, `"${'x'.repeat(1024 * 1024)}"`)).status).to.equal(413);
    expect((await bring(url, '{"update_id":5,"poll":{}}')).status).to.equal(200);
    expect((await fetch(`${url}/elsewhere`)).status).to.equal(404);
    const anna = bench.telegram.person();
    anna.says('hi');
    await anna.sees('hi');
    expect(bench.texts).to.deep.equal(['hi']);
  });
});
