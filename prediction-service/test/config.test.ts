import { ConfigError, loadConfig } from '@coincast/shared/config';
import { expect } from 'chai';
import { configSchema } from '../src/config.js';

const env = {
  BROKER: 'in-process',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/db',
  BILLING_URL: 'http://127.0.0.1:1/',
  INTERNAL_TOKEN: 'x'.repeat(32),
  JWKS_URL: 'http://127.0.0.1:2/jwks.json',
};
const load = (more: Record<string, string> = {}) => loadConfig('prediction-service', configSchema, { ...env, ...more });

describe('the environment', () => {
  it('has defaults for all that is not an address or a secret', () => {
    const config = load();
    expect(config).to.include({
      COST_PER_ROW: 1,
      MAX_ROWS: 1_000_000,
      MAX_UPLOAD_BYTES: 52_428_800,
      MAX_COLUMNS: 1_000,
      MAX_ROW_BYTES: 1_048_576,
      MAX_NESTING: 64,
      MAX_INFLATED_BYTES: 419_430_400,
      READ_TIMEOUT_MS: 30_000,
      READ_MEMORY_MB: 512,
      DATASET_READERS: 2,
      MAX_SPOOL_BYTES: 2_147_483_648,
      STAGE_ATTEMPTS: 5,
    });
    expect(config.AVAILABLE_MODELS.map(({ name }) => name)).to.include.members(['Demo', 'LinearTrend']);
  });

  it('limits the models to those named', () => {
    expect(load({ AVAILABLE_MODELS: ' LinearTrend ' }).AVAILABLE_MODELS.map(({ name }) => name)).to.deep.equal([
      'LinearTrend',
    ]);
  });

  for (const [name, value, says] of [
    ['AVAILABLE_MODELS', 'Demo,Oracle', /unknown models: Oracle/],
    ['AVAILABLE_MODELS', ' , ', /names no model/],
    ['COST_PER_ROW', '0', /COST_PER_ROW/],
    ['COST_PER_ROW', '1.5', /COST_PER_ROW/],
    ['BILLING_URL', 'nowhere', /BILLING_URL/],
    ['DATABASE_URL', 'mysql://x', /DATABASE_URL/],
  ] as const) {
    it(`refuses ${name}=${value} in words`, () => {
      expect(() => load({ [name]: value })).to.throw(ConfigError, says);
    });
  }
});
