import { loadConfig } from '@coincast/shared/config';
import { debited, inferenceFailed, refunded } from '@coincast/shared/contracts';
import { connectDatabase, type Db } from '@coincast/shared/database';
import { EventPublisher, OutboxRelay } from '@coincast/shared/messaging';
import { Registry } from '@coincast/shared/observability';
import { expect } from 'chai';
import { configSchema } from '../../src/config.js';
import { DeadlineSweep } from '../../src/saga/deadline-sweep.js';
import { JobMetrics } from '../../src/saga/job.metrics.js';
import { SagaService } from '../../src/saga/saga.service.js';
import { internalToken } from '../fake-billing.js';
import { PredictionFixture, silent } from '../prediction-fixture.js';

/** A broker that is away: what is sent stays in the outbox for the service's own relay. */
class NoPublisher extends EventPublisher {
  readonly connected = false;
  publish(): Promise<void> {
    return Promise.reject(new Error('away'));
  }
}

describe('the deadline sweep', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  let db: Db;
  let sweep: DeadlineSweep;

  before(async () => {
    fixture = await PredictionFixture.start({ BROKER: 'in-process' });
    user = fixture.user();
    const url = fixture.database.urls.prediction.serviceUrl;
    db = connectDatabase(url, { applicationName: 'sweep-test', poolSize: 4 });
    const config = loadConfig('prediction-service', configSchema, {
      BROKER: 'in-process',
      DATABASE_URL: url,
      BILLING_URL: fixture.billing.url,
      INTERNAL_TOKEN: internalToken,
      JWKS_URL: fixture.issuer.jwksUrl,
      STAGE_ATTEMPTS: '3',
    });
    const relay = new OutboxRelay(db, new NoPublisher(), silent);
    sweep = new DeadlineSweep(db, config, new SagaService(config, new JobMetrics(new Registry(), db)), relay, silent);
  });
  after(async () => {
    await db.destroy();
    await fixture.close();
  });

  const pass = (jobId: number) =>
    fixture.db.raw("UPDATE prediction.jobs SET deadline_at = now() - interval '1 s' WHERE id = ?", [jobId]);
  const sweepAfter = async (jobId: number, times = 1) => {
    for (let i = 0; i < times; i++) {
      await pass(jobId);
      expect(await sweep.sweep()).to.equal(1);
    }
  };

  it('leaves alone what is not overdue', async () => {
    await fixture.order(user.token);
    expect(await sweep.sweep()).to.equal(0);
  });

  it('asks for the debit again, and ends the job in timeout with a refund after the last attempt', async () => {
    const job = await fixture.order(user.token);
    await sweepAfter(job, 2);
    await fixture.sent(job, 'credits.debit.requested', 3);
    expect(await fixture.row(job)).to.include({ stage: 'DEBITING', attempts: 3 });
    await sweepAfter(job);
    const [finished] = await fixture.sent(job, 'job.finished');
    expect(finished?.data).to.include({ status: 'ERROR', error: 'timeout', cost: 0 });
    const [refund] = await fixture.sent(job, 'credits.refund.requested');
    expect(refund?.data).to.include({ reason: 'timeout' });
    // The debit that was thought lost arrives after all: the refund that is under way deals with it.
    await fixture.tell(debited, { job_id: job, user_id: user.id, balance: 0 });
    await fixture.quiet();
    expect(await fixture.row(job)).to.include({ stage: 'REFUNDING' });
    expect(fixture.sentNow(job, 'inference.requested')).to.deep.equal([]);
  });

  it('asks for the forecast again with its series, and refunds after the last attempt', async () => {
    const job = await fixture.running(user.token, user.id);
    await sweepAfter(job, 2);
    const asked = await fixture.sent(job, 'inference.requested', 3);
    expect(asked[2]?.data).to.deep.equal(asked[0]?.data);
    await sweepAfter(job);
    await fixture.sent(job, 'credits.refund.requested');
    expect(await fixture.row(job)).to.include({ stage: 'REFUNDING', error: 'timeout' });
  });

  it('continues the trace of the request that ordered the job', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const data = [{ ts: '2024-01-01', y: 1 }];
    const answer = await fixture.post(user.token, { model_name: 'Demo', data }, { traceparent });
    const job = Number(answer.body['id']);
    await sweepAfter(job);
    const asked = await fixture.sent(job, 'credits.debit.requested', 2);
    expect(asked.map((event) => event.traceparent)).to.deep.equal([traceparent, traceparent]);
  });

  it('asks for a refund without end, until it is confirmed', async () => {
    const job = await fixture.running(user.token, user.id);
    await fixture.tell(inferenceFailed, { job_id: job, reason: 'model_failed', detail: 'Why.' });
    await fixture.stage(job, 'REFUNDING');
    await sweepAfter(job, 7);
    const refunds = await fixture.sent(job, 'credits.refund.requested', 8);
    expect(refunds[7]?.data).to.include({ reason: 'model_failed' });
    await fixture.tell(refunded, { job_id: job, user_id: user.id, amount: 3 });
    await fixture.stage(job, 'ERROR');
    expect(await fixture.row(job)).to.include({ error: 'model_failed: Why.', deadline_at: null });
    expect(fixture.sentNow(job, 'job.finished')).to.have.lengthOf(1);
  });

  it('asks once for each overdue job when several sweep at the same time', async () => {
    const jobs = await Promise.all(Array.from({ length: 120 }, () => fixture.order(user.token)));
    for (const job of jobs) await pass(job);
    const swept = await Promise.all([sweep.sweep(), sweep.sweep(), sweep.sweep()]);
    expect(swept.reduce((sum, count) => sum + count)).to.equal(120);
    for (const job of jobs) await fixture.sent(job, 'credits.debit.requested', 2);
    await fixture.quiet();
    for (const job of jobs) expect(fixture.sentNow(job, 'credits.debit.requested')).to.have.lengthOf(2);
  });

  it('asks for every open stage at once when the in-process broker starts anew, which costs no attempt', async () => {
    const waiting = await fixture.order(user.token);
    const running = await fixture.running(user.token, user.id);
    await fixture.restart();
    await fixture.sent(waiting, 'credits.debit.requested', 2);
    await fixture.sent(running, 'inference.requested', 2);
    expect(await fixture.row(waiting)).to.include({ attempts: 1 });
    expect(await fixture.row(running)).to.include({ attempts: 1 });
  });
});
