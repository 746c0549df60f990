import { startAuthService } from '@coincast/auth-service/service';
import { startBillingService } from '@coincast/billing-service/service';
import { Buyer, series } from '@coincast/e2e/buyer';
import { seededRandom } from '@coincast/e2e/random';
import { reconcile } from '@coincast/e2e/reconcile';
import { startGateway } from '@coincast/gateway/service';
import { startInferenceWorker } from '@coincast/inference-worker/service';
import { startPredictionService } from '@coincast/prediction-service/service';
import type { RunningService } from '@coincast/shared/http';
import { createTestDatabase, eventually, type TestDatabase } from '@coincast/shared/testing';
import { migrations } from '@coincast/standalone/database';
import { type Environment, loopbackPorts, serviceEnvironments } from '@coincast/standalone/environment';
import { expect } from 'chai';
import { UnreliableBroker } from './unreliable-broker.js';

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** Deadlines beneath the longest delay, so that requests are repeated while their first answers are still on the way. */
const impatient: Environment = {
  RATE_LIMIT_PER_MINUTE: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '0',
  LOG_LEVEL: 'error',
  DEBIT_DEADLINE_MS: '600',
  RUN_DEADLINE_MS: '600',
  REFUND_DEADLINE_MS: '600',
  SWEEP_INTERVAL_MS: '100',
  STAGE_ATTEMPTS: '3',
};

describe('A bus that doubles, delays, reorders and loses events', () => {
  const random = seededRandom(seed);
  const services: RunningService[] = [];
  let broker: UnreliableBroker;
  let database: TestDatabase;
  let url: string;

  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase(migrations);
    broker = new UnreliableBroker(random);
    const environments = serviceEnvironments(
      { ports: await loopbackPorts(0), host: '127.0.0.1', database: database.urls, internalToken: 'x'.repeat(32) },
      impatient,
    );
    const start = async (starting: Promise<RunningService>) => {
      const service = await starting;
      services.unshift(service);
      return service;
    };
    await start(startBillingService(environments['billing-service'], { broker }));
    await start(startInferenceWorker(environments['inference-worker'], { broker }));
    await start(startPredictionService(environments['prediction-service'], { broker }));
    await start(startAuthService(environments['auth-service'], { broker }));
    url = (await start(startGateway(environments.gateway, {}))).url;
  });

  after(async function () {
    this.timeout(60_000);
    broker?.stop();
    for (const service of services) await service.close();
    await database?.drop();
  });

  it(`leaves every job finished once and every ledger exact (CRASH_SEED=${seed})`, async function () {
    this.timeout(120_000);
    // Credits for about half of the jobs, so that rejections are among the mishaps too.
    const buyers = await Promise.all(Array.from({ length: 4 }, () => Buyer.register(url, 60)));
    await Promise.all(
      buyers.map(async (buyer) => {
        const answers = await Promise.all(Array.from({ length: 40 }, () => buyer.predict(series(3))));
        expect(answers.map(({ status }) => status)).to.satisfy((all: number[]) =>
          all.every((status) => status === 202 || status === 402),
        );
        const jobs = await eventually(
          'all jobs end',
          async () => {
            const history = await buyer.history();
            return history.every(({ status }) => status !== 'PENDING') && history;
          },
          60_000,
        );
        expect(jobs.map(({ id }) => id).sort()).to.deep.equal(
          answers.flatMap(({ status, body }) => (status === 202 ? body.id : [])).sort(),
        );
        await eventually(
          'the money adds up',
          async () => {
            expect(await reconcile(buyer)).to.deep.equal([]);
            return true;
          },
          30_000,
        );
      }),
    );
    for (const [mishap, count] of Object.entries(broker.counts)) expect(count, mishap).to.be.above(10);
  });
});
