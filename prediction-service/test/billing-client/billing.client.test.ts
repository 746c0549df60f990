import { loadConfig } from '@coincast/shared/config';
import { expect } from 'chai';
import { BillingClient } from '../../src/billing-client/billing.client.js';
import { configSchema } from '../../src/config.js';
import { type FakeBilling, internalToken, startFakeBilling } from '../fake-billing.js';
import { silent } from '../prediction-fixture.js';

describe('the balance check', () => {
  let billing: FakeBilling;
  let client: BillingClient;

  beforeEach(async () => {
    billing = await startFakeBilling();
    client = clientOf(billing.url);
  });
  afterEach(async () => {
    await client.onApplicationShutdown();
    await billing.close();
  });

  const clientOf = (url: string) =>
    new BillingClient(
      loadConfig('prediction-service', configSchema, {
        BROKER: 'in-process',
        DATABASE_URL: 'postgres://127.0.0.1/none',
        BILLING_URL: url,
        INTERNAL_TOKEN: internalToken,
        JWKS_URL: 'http://127.0.0.1:1/',
        BALANCE_CHECK_TIMEOUT_MS: '100',
      }),
      silent,
    );

  it('knows every balance, and those of concurrent submits by one request', async () => {
    for (let id = 1; id <= 50; id++) billing.balances.set(id, id * 10);
    const ids = Array.from({ length: 51 }, (_, i) => i + 1);
    const balances = await Promise.all(ids.map((id) => client.balanceOf(id)));
    expect(balances).to.deep.equal([...ids.slice(0, 50).map((id) => id * 10), 0]);
    expect(billing.checks).to.equal(1);
  });

  for (const mode of ['down', 'slow', 'odd'] as const) {
    it(`knows nothing when billing is ${mode}, and leaves it alone for a while`, async () => {
      billing.mode = mode;
      const started = Date.now();
      expect(await Promise.all([client.balanceOf(1), client.balanceOf(2)])).to.deep.equal([null, null]);
      expect(Date.now() - started).to.be.below(2_000);
      expect(await client.balanceOf(1)).to.equal(null);
      expect(billing.checks).to.equal(1);
    });
  }

  it('knows nothing when there is no billing at all', async () => {
    const nobody = clientOf('http://127.0.0.1:1');
    expect(await nobody.balanceOf(1)).to.equal(null);
    await nobody.onApplicationShutdown();
  });
});
