import { ConfigError } from '@coincast/shared/config';
import { expect } from 'chai';
import { startGateway } from '../src/service.js';

const urls = {
  AUTH_URL: 'http://auth:3001',
  BILLING_URL: 'http://billing:3002',
  PREDICTION_URL: 'http://prediction:3003',
  JWKS_URL: 'http://auth:3001/.well-known/jwks.json',
};

describe('environment of the gateway', () => {
  const refused: [string, Record<string, string>][] = [
    ['AUTH_URL', { ...urls, AUTH_URL: '' }],
    ['CORS_ORIGINS', { ...urls, CORS_ORIGINS: 'https://a.test/path' }],
    ['CORS_ORIGINS', { ...urls, CORS_ORIGINS: '*' }],
    ['TRUST_PROXY', { ...urls, TRUST_PROXY: '10.0.0.0/8, everybody' }],
    ['RATE_LIMIT_PER_MINUTE', { ...urls, RATE_LIMIT_PER_MINUTE: '-1' }],
    ['REDIS_URL', { ...urls, REDIS_URL: 'http://redis' }],
    ['WEB_URL', { ...urls, WEB_URL: 'web:3005' }],
    ['WEB_TOKEN', { ...urls, WEB_TOKEN: 'short' }],
  ];
  for (const [name, env] of refused) {
    it(`names ${name} when it is ${JSON.stringify(env[name])}`, async () => {
      let failure: unknown;
      await startGateway(env).catch((error: unknown) => {
        failure = error;
      });
      expect(failure).to.be.instanceOf(ConfigError);
      expect(String(failure)).to.include(name);
    });
  }
});
