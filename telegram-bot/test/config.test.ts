import { loadConfig } from '@coincast/shared/config';
import { telegramBotConfigSchema } from '@coincast/telegram-bot/config';
import { expect } from 'chai';

const enough = {
  TG_BOT_TOKEN: '123456:AAbb-cc_dd',
  BOT_SESSION_KEY: 'k'.repeat(32),
  API_BASE: 'http://127.0.0.1:8080/',
  BROKER: 'in-process',
};
const load = (env: Record<string, string>) => loadConfig('telegram-bot', telegramBotConfigSchema, env);

describe('telegram-bot config', () => {
  it('has an answer for all but the secrets and the API', () => {
    const config = load(enough);
    expect(config).to.include({ TG_API_ROOT: 'https://api.telegram.org', API_BASE: 'http://127.0.0.1:8080', PORT: 0 });
    expect(config).to.not.have.any.keys('TG_WEBHOOK_URL', 'REDIS_URL', 'WEB_TOKEN');
  });

  it('derives the webhook secret from the token, the same every time', () => {
    const { TG_WEBHOOK_SECRET: secret } = load(enough);
    expect(secret).to.match(/^[\da-f]{64}$/);
    expect(load(enough).TG_WEBHOOK_SECRET).to.equal(secret);
    expect(load({ ...enough, TG_BOT_TOKEN: '1:other' }).TG_WEBHOOK_SECRET).to.not.equal(secret);
    const own = 'own_secret-of-16';
    expect(load({ ...enough, TG_WEBHOOK_SECRET: own }).TG_WEBHOOK_SECRET).to.equal(own);
  });

  it('names every wrong variable, without its value', () => {
    const env = {
      TG_BOT_TOKEN: 'no-token-at-all',
      BOT_SESSION_KEY: 'short-key',
      TG_WEBHOOK_SECRET: 'wrong secret!',
      TG_WEBHOOK_URL: 'http://plain.example',
    };
    expect(() => load(env)).to.throw(/TG_BOT_TOKEN.*TG_WEBHOOK_URL.*TG_WEBHOOK_SECRET.*BOT_SESSION_KEY.*API_BASE/s);
    expect(() => load(env)).to.not.throw(/no-token|short-key|wrong secret/);
  });
});
