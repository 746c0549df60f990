import { debited, debitRejected, inferenceCompleted, inferenceFailed } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { thinSeries } from '../../src/quote/thin-series.rules.js';
import type { JobSummary } from '../../src/summary/summary.presenter.js';
import { longForecast, point } from '../export/long-forecast.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { forecast, series } from '../samples.js';

describe('GET /api/predict/{id}/summary', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  const get = (id: number, query = '') => fixture.get(`/api/predict/${id}/summary${query}`, user.token);
  const summaryOf = async (id: number, query = '') => {
    const { status, body } = await get(id, query);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as unknown as JobSummary;
  };

  it('answers 200 with what the whole job says, without its long columns', async () => {
    const rows = [...Array(60).fill('x'), ...series(3), { ts: 'never', y: 1 }];
    const csv = `ts;y\n${rows.map((row) => (typeof row === 'string' ? row : `${row.timestamp};${row.price}`)).join('\n')}`;
    const { body } = await fixture.upload(user.token, csv, 'Цены.csv', { horizon: '2' });
    const id = Number(body['id']);
    await fixture.tell(debited, { job_id: id, user_id: user.id, balance: 10 });
    await fixture.stage(id, 'RUNNING');
    await fixture.tell(inferenceCompleted, forecast(id, [1, 2], true));
    await fixture.stage(id, 'OK');
    const whole = (await fixture.get(`/api/predict/${id}`, user.token)).body;
    const { predictions, valid_input, timestamps, intervals, invalid_rows, ...rest } = whole;
    expect(invalid_rows).to.have.lengthOf(61);
    expect(await summaryOf(id)).to.deep.equal({
      ...rest,
      stage: 'done',
      quoted_cost: 3,
      title: 'Цены.csv',
      invalid_rows: (invalid_rows as unknown[]).slice(0, 50),
      series: {
        timestamps: series(3).map(({ timestamp }) => timestamp),
        prices: [100, 101, 102],
        thinned: false,
        total: 3,
      },
      forecast: { timestamps, predictions, intervals, thinned: false, total: 2 },
    });
    expect((await get(id, '/')).status).to.equal(200);
  });

  it('tells the stage, and the price as quoted whatever became of the job', async () => {
    const id = await fixture.running(user.token, user.id, 4);
    expect(await summaryOf(id)).to.include({ stage: 'computing', status: 'PENDING', cost: 4, quoted_cost: 4 });
    expect((await fixture.get(`/api/predict/${id}`, user.token)).body).to.include({ stage: 'computing' });
    await fixture.tell(inferenceFailed, { job_id: id, reason: 'model_failed', detail: '' });
    await fixture.stage(id, 'REFUNDING');
    const failed = await summaryOf(id);
    expect(failed).to.include({ stage: 'done', status: 'ERROR', error: 'model_failed', cost: 0, quoted_cost: 4 });
    expect([failed.forecast, failed.series.total]).to.deep.equal([null, 4]);

    const poor = await fixture.order(user.token, 5);
    expect(await summaryOf(poor)).to.include({ stage: 'paying', forecast: null, metrics: null });
    await fixture.tell(debitRejected, { job_id: poor, user_id: user.id, reason: 'not_enough_credits' });
    await fixture.stage(poor, 'ERROR');
    expect(await summaryOf(poor)).to.include({ stage: 'done', status: 'ERROR', cost: 0, quoted_cost: 5 });
  });

  it('shows no forecast that has been put before its job is OK', async () => {
    const id = await longForecast(fixture, user, 3);
    await fixture.db.raw(
      "UPDATE prediction.jobs SET stage = 'RUNNING', finished_at = NULL, deadline_at = now() + interval '1 day' WHERE id = ?",
      [id],
    );
    expect((await summaryOf(id)).forecast).to.equal(null);
  });

  it('has an empty series where no row is valid', async () => {
    const { body } = await fixture.post(user.token, { model_name: 'Demo', data: ['x'] });
    const { series: drawn, forecast: none, horizon } = await summaryOf(Number(body['id']));
    expect(drawn).to.deep.equal({ timestamps: [], prices: [], thinned: false, total: 0 });
    expect([none, horizon]).to.deep.equal([null, 0]);
  });

  for (const rows of [300, 20_000]) {
    it(`thins a series of ${rows} rows as the quote does, of all its rows or of the last`, async () => {
      const data = series(rows).map(({ timestamp }, i) => ({ timestamp, price: Math.sin(i) * (i % 13) }));
      const { body } = await fixture.post(user.token, { model_name: 'Demo', data });
      const thinnedTail = (history: number, points: number) => {
        const tail = data.slice(Math.max(0, rows - history));
        const { times, values } = thinSeries(
          {
            times: Float64Array.from(tail, ({ timestamp }) => Date.parse(timestamp)),
            values: Float64Array.from(tail, ({ price }) => price + 0),
          },
          points,
        );
        return {
          timestamps: Array.from(times, (timeMs) => new Date(timeMs).toISOString()),
          prices: [...values],
          thinned: values.length < tail.length,
          total: rows,
        };
      };
      const id = Number(body['id']);
      expect((await summaryOf(id)).series).to.deep.equal(thinnedTail(rows, 2_000));
      expect((await summaryOf(id, '?points=10&history=100')).series).to.deep.equal(thinnedTail(100, 10));
      expect((await summaryOf(id, '?history=4&points=4')).series).to.deep.equal(thinnedTail(4, 4));
      expect((await summaryOf(id, '?history=1')).series).to.deep.equal(thinnedTail(1, 2_000));
      expect((await summaryOf(id, '?history=1000000')).series).to.deep.equal(thinnedTail(rows, 2_000));
    });
  }

  for (const points of [500, 40_000]) {
    it(`thins a forecast of ${points} points where its median has its extremes, all columns at the same places`, async () => {
      const id = await longForecast(fixture, user, points);
      const drawn = (await summaryOf(id, '?points=100')).forecast;
      expect(drawn).to.include({ thinned: true, total: points });
      expect(drawn?.predictions).to.have.lengthOf(100);
      const all = Array.from({ length: points }, (_, i) => point(i));
      const byTime = new Map(all.map((one) => [new Date(one.timeMs).toISOString(), one.numbers]));
      const { 80: inner, 95: outer } = drawn?.intervals ?? {};
      const kept = drawn?.timestamps.map((_, i) => [
        drawn.predictions[i],
        inner?.lower[i],
        inner?.upper[i],
        outer?.lower[i],
        outer?.upper[i],
      ]);
      // JSON knows no -0.
      expect(kept).to.deep.equal(
        drawn?.timestamps.map((timestamp) => byTime.get(timestamp)?.map((number) => number + 0)),
      );
      const medians = all.map(({ numbers }) => numbers[0] ?? 0);
      for (const extreme of [Math.min(...medians), Math.max(...medians)]) {
        expect(drawn?.predictions).to.include(extreme);
      }
      expect([drawn?.predictions[0], drawn?.predictions.at(-1)]).to.deep.equal([medians[0], medians.at(-1)]);
    });
  }

  it('has no intervals where the model has none', async () => {
    const id = await longForecast(fixture, user, 20_000, 1);
    const drawn = (await summaryOf(id)).forecast;
    expect([drawn?.intervals, drawn?.predictions.length, drawn?.thinned]).to.deep.equal([null, 2_000, true]);
  });

  it('answers 401 without a token and 404 to another user’s job or none', async () => {
    const id = await fixture.order(user.token);
    expect((await fixture.get(`/api/predict/${id}/summary`)).status).to.equal(401);
    for (const path of [String(id), '999999', '0', 'x']) {
      const answer = await fixture.get(`/api/predict/${path}/summary`, fixture.user().token);
      expect([answer.status, answer.body['code']], path).to.deep.equal([404, 'not_found']);
    }
  });

  for (const query of ['points=2', 'points=5', 'points=2002', 'points=x', 'points=4&points=6', 'history=0']) {
    it(`answers 422 to ${query}`, async () => {
      const { status, body } = await get(1, `?${query}`);
      expect([status, body['code']]).to.deep.equal([422, 'invalid_request']);
      expect(body['detail']).to.match(/^(points must be an even number|history must be)/);
    });
  }
});
