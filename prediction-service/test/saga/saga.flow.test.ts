import {
  columnFromBase64,
  debited,
  debitRejected,
  inferenceCompleted,
  inferenceFailed,
  refunded,
} from '@coincast/shared/contracts';
import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';
import { forecast } from '../samples.js';

describe('a job in the saga', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  const status = async (id: number) => (await fixture.get(`/api/predict/${id}`, user.token)).body;

  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  it('asks for its debit, then for its forecast, and is OK', async () => {
    const job_id = await fixture.order(user.token, 3);
    const [created] = await fixture.sent(job_id, 'job.created');
    expect(created?.data).to.deep.equal({ job_id, user_id: user.id, model_name: 'Demo', cost: 3 });
    const [debit] = await fixture.sent(job_id, 'credits.debit.requested');
    expect(debit?.data).to.deep.equal({ job_id, user_id: user.id, amount: 3 });

    await fixture.tell(debited, { job_id, user_id: user.id, balance: 7 });
    const [asked] = await fixture.sent(job_id, 'inference.requested');
    const series = asked?.data['series'] as { kind: string; times: string; values: string };
    expect(asked?.data).to.include({ job_id, model_name: 'Demo', horizon: 3 });
    expect([...columnFromBase64(series.values)]).to.deep.equal([100, 101, 102]);
    expect([...columnFromBase64(series.times)]).to.deep.equal([1, 2, 3].map((day) => Date.UTC(2024, 0, day)));
    expect(await status(job_id)).to.include({ status: 'PENDING', cost: 3, finished_at: null });

    await fixture.tell(inferenceCompleted, forecast(job_id, [1, 2, 3], true));
    const [finished] = await fixture.sent(job_id, 'job.finished');
    expect(finished?.data).to.deep.equal({ job_id, user_id: user.id, status: 'OK', error: null, cost: 3 });
    const job = await status(job_id);
    expect(job).to.deep.include({
      status: 'OK',
      cost: 3,
      error: null,
      predictions: [1, 2, 3],
      timestamps: [1, 2, 3].map((day) => new Date(Date.UTC(2030, 0, day)).toISOString()),
      intervals: {
        80: { lower: [0, 1, 2], upper: [2, 3, 4] },
        95: { lower: [-1, 0, 1], upper: [3, 4, 5] },
      },
      metrics: { mase: 0.5 },
    });
    expect(await fixture.row(job_id)).to.include({ deadline_at: null });
  });

  it('is free and needs no refund when billing refuses the debit', async () => {
    const job_id = await fixture.order(user.token);
    await fixture.tell(debitRejected, { job_id, user_id: user.id, reason: 'not_enough_credits' });
    const [finished] = await fixture.sent(job_id, 'job.finished');
    expect(finished?.data).to.include({ status: 'ERROR', error: 'not_enough_credits', cost: 0 });
    await fixture.quiet();
    expect(await status(job_id)).to.include({ status: 'ERROR', error: 'not_enough_credits', cost: 0 });
    expect(fixture.sentNow(job_id, 'credits.refund.requested')).to.deep.equal([]);
  });

  it('is free and refunded when the model fails', async () => {
    const job_id = await fixture.running(user.token, user.id);
    await fixture.tell(inferenceFailed, { job_id, reason: 'model_failed', detail: 'Too \0few points.' });
    const [refund] = await fixture.sent(job_id, 'credits.refund.requested');
    expect(refund?.data).to.deep.equal({ job_id, user_id: user.id, reason: 'model_failed' });
    expect(await status(job_id)).to.include({ status: 'ERROR', error: 'model_failed: Too few points.', cost: 0 });
    await fixture.stage(job_id, 'REFUNDING');
    await fixture.tell(refunded, { job_id, user_id: user.id, amount: 3 });
    await fixture.stage(job_id, 'ERROR');
    expect(await fixture.row(job_id)).to.include({ deadline_at: null });
  });

  for (const [what, numbers] of [
    ['too short', [1, 2]],
    ['not finite', [1, Number.NaN, 3]],
  ] as const) {
    it(`never sells a forecast that is ${what}`, async () => {
      const job_id = await fixture.running(user.token, user.id);
      await fixture.tell(inferenceCompleted, forecast(job_id, [...numbers]));
      await fixture.sent(job_id, 'credits.refund.requested');
      const job = await status(job_id);
      expect(job).to.include({ status: 'ERROR', cost: 0 });
      expect(job).to.deep.include({ predictions: [], timestamps: [] });
      expect(job['error']).to.match(/^bad_forecast/);
    });
  }

  it('takes duplicates and late events as if they had not come', async () => {
    const job_id = await fixture.running(user.token, user.id);
    const paid = { job_id, user_id: user.id, balance: 1 };
    await fixture.tell(debited, paid, paid);
    await fixture.tell(inferenceCompleted, forecast(job_id, [1, 2, 3]), forecast(job_id, [9, 9, 9]));
    await fixture.sent(job_id, 'job.finished');
    await fixture.tell(inferenceFailed, { job_id, reason: 'model_failed', detail: '' });
    await fixture.tell(debitRejected, { job_id, user_id: user.id, reason: 'not_enough_credits' });
    await fixture.tell(refunded, { job_id, user_id: user.id, amount: 3 });
    await fixture.tell(inferenceCompleted, forecast(job_id, [9, 9, 9]));
    await fixture.quiet();
    expect(await status(job_id)).to.deep.include({ status: 'OK', predictions: [1, 2, 3] });
    for (const [type, times] of [
      ['inference.requested', 1],
      ['job.finished', 1],
      ['credits.refund.requested', 0],
    ] as const) {
      expect(fixture.sentNow(job_id, type), type).to.have.lengthOf(times);
    }
  });

  it('ignores a completed run before the debit, a voided debit, and events about jobs that do not exist', async () => {
    const job_id = await fixture.order(user.token);
    await fixture.tell(inferenceCompleted, forecast(job_id, [1, 2, 3]), forecast(999_999, [1]));
    await fixture.tell(debitRejected, { job_id, user_id: user.id, reason: 'voided' });
    await fixture.quiet();
    await fixture.stage(job_id, 'DEBITING');
    expect(await status(job_id)).to.deep.include({ status: 'PENDING', predictions: [] });
  });

  it('settles many jobs of one batch, each with its own outcome', async () => {
    const jobs = await Promise.all(Array.from({ length: 40 }, () => fixture.order(user.token)));
    await fixture.tell(debited, ...jobs.map((job_id) => ({ job_id, user_id: user.id, balance: 5 })));
    await Promise.all(jobs.map((job) => fixture.stage(job, 'RUNNING')));
    await fixture.tell(
      inferenceCompleted,
      ...jobs.map((job_id, i) => forecast(job_id, i % 2 ? [i, i, i] : [Number.NaN, 0, 0])),
    );
    await Promise.all(jobs.map((job, i) => fixture.stage(job, i % 2 ? 'OK' : 'REFUNDING')));
  });

  it('passes the trace of its request on to its first events', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const body = { model_name: 'Demo', data: [{ ts: '2024-01-01', y: 1 }] };
    const answer = await fixture.post(user.token, body, { traceparent });
    const [debit] = await fixture.sent(Number(answer.body['id']), 'credits.debit.requested');
    expect(debit?.traceparent).to.equal(traceparent);
  });
});
