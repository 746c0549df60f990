import { debited, debitRejected, inferenceFailed, refunded } from '@coincast/shared/contracts';
import { connectDatabase } from '@coincast/shared/database';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { findOpenStages } from '../../src/saga/saga.repository.js';
import { PredictionFixture } from '../prediction-fixture.js';

describe('the metrics of jobs', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  const samples = async (name: string) => {
    const { text } = await fixture.get('/metrics');
    const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`));
    return lines.map((line) => line.replace(/,?service="prediction-service",?/, '').slice(name.length)).sort();
  };

  it('count those that ended, by status and a code that is known', async () => {
    const order = () => fixture.order(user.token);
    const [poor, failed, strange] = [await order(), await order(), await order()];
    await fixture.tell(debitRejected, { job_id: poor, user_id: user.id, reason: 'not_enough_credits' });
    for (const [job_id, reason] of [
      [failed, 'model_failed'],
      [strange, 'never_heard_of'],
    ] as const) {
      await fixture.tell(debited, { job_id, user_id: user.id, balance: 7 });
      await fixture.stage(job_id, 'RUNNING');
      await fixture.tell(inferenceFailed, { job_id, reason, detail: 'as it said' });
      await fixture.stage(job_id, 'REFUNDING');
      // The end of its refund is not another end of the job.
      await fixture.tell(refunded, { job_id, user_id: user.id, amount: 3 });
      await fixture.stage(job_id, 'ERROR');
    }
    await eventually('all are counted', async () => (await samples('coincast_jobs_finished_total')).length === 3);
    expect(await samples('coincast_jobs_finished_total')).to.deep.equal([
      '{status="ERROR",error="model_failed"} 1',
      '{status="ERROR",error="not_enough_credits"} 1',
      '{status="ERROR",error="other"} 1',
    ]);
  });

  it('tell how many are open and since when', async () => {
    const job_id = await fixture.order(user.token);
    await fixture.running(user.token, user.id);
    await fixture.db.raw(`UPDATE prediction.jobs SET stage_since = now() - interval '1 hour' WHERE id = ?`, [job_id]);
    await fixture.restart();
    // At the start the in-process broker's jobs are asked for again, which is no new stage.
    await fixture.quiet();
    expect(await samples('coincast_jobs_open')).to.deep.equal([
      '{stage="DEBITING"} 1',
      '{stage="REFUNDING"} 0',
      '{stage="RUNNING"} 1',
    ]);
    const [debiting = '', , running = ''] = await samples('coincast_jobs_open_oldest_seconds');
    expect(Number(debiting.split(' ')[1])).to.be.within(3600, 3700);
    expect(Number(running.split(' ')[1])).to.be.within(0, 100);
  });

  it('reads the open ones alone, however many have ended', async () => {
    await fixture.db.raw(`
      INSERT INTO prediction.jobs (user_id, model_name, horizon, cost, valid_rows, invalid_rows, stage, attempts, finished_at)
      SELECT 1, 'Demo', 1, 1, 1, 0, 'OK', 1, now() FROM generate_series(1, 20000)`);
    await fixture.db.raw('ANALYZE prediction.jobs');
    const url = fixture.database.urls.prediction.serviceUrl;
    const db = connectDatabase(url, { applicationName: 'metrics-test', poolSize: 1 });
    const asked: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => asked.push(sql));
    await findOpenStages(db);
    const { rows } = await db.raw(`EXPLAIN ${asked[0]}`);
    expect(JSON.stringify(rows)).to.include('jobs_awaiting');
    await db.destroy();
  });
});
