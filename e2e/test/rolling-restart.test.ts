import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reconcile } from '@coincast/e2e/reconcile';
import { ReplicatedSystem, replicatedServices } from '@coincast/e2e/replicated-system';
import { SteadyLoad } from '@coincast/e2e/steady-load';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';

const env = {
  RATE_LIMIT_PER_MINUTE: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '0',
  LOG_LEVEL: 'warn',
  // For the balancers to notice, and longer than clients keep an idle connection: none is closed while they use it.
  SHUTDOWN_DELAY_MS: '5000',
};

describe('An upgrade under load', function () {
  this.timeout(300_000);
  let dataDir = '';
  let system: ReplicatedSystem | undefined;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'coincast-rolling-'));
  });
  afterEach(async () => {
    await system?.close();
    system = undefined;
    await rm(dataDir, { recursive: true, force: true });
  });

  it('of two replicas each, one after the other: no request fails, no job is lost', async () => {
    const replicated = await ReplicatedSystem.start(dataDir, 2, env);
    system = replicated;
    const load = await SteadyLoad.prepare(replicated.url, 3);
    load.startRepeatable();
    load.startRegistrations();
    load.startStream();
    await Promise.all(replicatedServices.map((service) => replicated.roll(service)));
    await load.stop();
    await expectAllWell(load);
    await expectCleanEnds(replicated, 4 * replicatedServices.length);
    expect(load.done).to.include.all.keys('order', 'top up', 'poll', 'page', 'register', 'stream');
  });
});

/** No request has failed, every job is done once, and every ledger adds up. */
async function expectAllWell(load: SteadyLoad): Promise<void> {
  expect(load.failures.slice(0, 20)).to.deep.equal([]);
  for (const [buyer, accepted] of load.accepted) {
    const jobs = await eventually(
      `all jobs of ${buyer.email} end`,
      async () => {
        const history = await buyer.history();
        return history.every(({ status }) => status !== 'PENDING') && history;
      },
      60_000,
    );
    expect(jobs.map(({ id }) => id).reverse()).to.deep.equal(accepted);
    expect(jobs.filter(({ status }) => status !== 'OK')).to.deep.equal([]);
    expect(await reconcile(buyer)).to.deep.equal([]);
  }
}

/** Every process has ended by itself when it was told to. */
async function expectCleanEnds(system: ReplicatedSystem, count: number): Promise<void> {
  await system.close();
  expect(system.ends.filter((end) => !end.endsWith(': exit code 0'))).to.deep.equal([]);
  expect(system.ends.length).to.equal(count);
}
