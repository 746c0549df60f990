import { ConfigError } from '@coincast/shared/config';
import { expect } from 'chai';
import supertest from 'supertest';
import { startWebUi } from '../src/service.js';
import { silent, startCabinet } from './cabinet-fixture.js';

describe('environment of the cabinet', () => {
  const base = { API_BASE: 'http://gateway:8080' };
  const refused: [string, Record<string, string>][] = [
    ['API_BASE', {}],
    ['API_BASE', { API_BASE: 'gateway:8080' }],
    ['TRUST_PROXY', { ...base, TRUST_PROXY: 'loopback, everybody' }],
    ['WEB_TOKEN', { ...base, WEB_TOKEN: 'short' }],
    ['TG_BOT_NAME', { ...base, TG_BOT_NAME: 'https://t.me/bot' }],
    ['API_TIMEOUT_MS', { ...base, API_TIMEOUT_MS: '0' }],
    ['RABBIT_URL', { ...base, BROKER: 'rabbitmq' }],
    ['LIVE_CONNECTIONS', { ...base, LIVE_CONNECTIONS: '-1' }],
    ['MAX_UPLOAD_BYTES', { ...base, MAX_UPLOAD_BYTES: '0' }],
    ['REDIS_URL', { ...base, REDIS_URL: 'http://redis' }],
  ];
  for (const [name, env] of refused) {
    it(`names ${name} when it is ${JSON.stringify(env[name] ?? 'missing')}`, async () => {
      let failure: unknown;
      await startWebUi(env, { logger: silent }).catch((error: unknown) => {
        failure = error;
      });
      expect(failure).to.be.instanceOf(ConfigError);
      expect(String(failure)).to.include(name);
    });
  }

  it('is live and ready on its own, whatever the API does', async () => {
    const cabinet = await startCabinet();
    await cabinet.gateway.close();
    expect((await supertest(cabinet.url).get('/health/live')).body).to.deep.equal({ status: 'ok' });
    expect((await supertest(cabinet.url).get('/health/ready')).body).to.deep.equal({ status: 'ok', checks: {} });
    await cabinet.close();
  });
});
