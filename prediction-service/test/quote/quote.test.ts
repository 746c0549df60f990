import { expect } from 'chai';
import request from 'supertest';
import { presentedQuote } from '../../src/quote/quote.schemas.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';
import { askFileQuote, askQuote } from './ask-quote.js';

describe('POST /api/predict/quote', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start({ COST_PER_ROW: '5', BALANCE_CHECK_TIMEOUT_MS: '10000' });
  });
  after(() => fixture.close());

  it('answers 200 with the price, the balance, the verdict and the series', async () => {
    const { token } = fixture.user(25);
    const [first, second] = series(2);
    const { status, body } = await askQuote(fixture, token, {
      model_name: 'LinearTrend',
      data: [second, { timestamp: 'x', price: 1 }, first],
    });
    expect([status, body]).to.deep.equal([
      200,
      {
        model_name: 'LinearTrend',
        horizon: 2,
        cost: 10,
        price_per_row: 5,
        balance: 25,
        balance_after: 15,
        affordable: true,
        missing: 0,
        error: null,
        rows: { valid: 2, invalid: 1, duplicates: 0 },
        format: 'json',
        encoding: 'utf-8',
        columns: { time: 'timestamp', price: 'price' },
        warnings: [],
        invalid_rows: [[1, { _error: 'bad_time', timestamp: 'x', price: 1 }]],
        series: {
          timestamps: ['2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z'],
          prices: [100, 101],
          thinned: false,
        },
      },
    ]);
    expect(presentedQuote.validate(body, { convert: false }).error).to.equal(undefined);
  });

  it('fills in the default model, and takes a horizon', async () => {
    const { token } = fixture.user();
    const json = await askQuote(fixture, token, { data: series(3), horizon: 30 });
    const form = await askFileQuote(fixture, token, 'ts,y\n2024-01-01,1\n', { model_name: '', horizon: '7' });
    expect(json.body).to.include({ model_name: 'Auto', horizon: 30, cost: 15 });
    expect(form.body).to.include({ model_name: 'Auto', horizon: 7, cost: 5, format: 'csv' });
  });

  it('says what a balance lacks that is too low', async () => {
    const { token } = fixture.user(14);
    const { status, body } = await askQuote(fixture, token, { data: series(3) });
    expect(status).to.equal(200);
    expect(body).to.include({ cost: 15, balance: 14, balance_after: null, affordable: false, missing: 1 });
    const exact = await askQuote(fixture, fixture.user(15).token, { data: series(3) });
    expect(exact.body).to.include({ balance: 15, balance_after: 0, affordable: true, missing: 0 });
    const poor = await askQuote(fixture, fixture.issuer.tokenFor(999_999), { data: series(3) });
    expect(poor.body).to.include({ balance: 0, affordable: false, missing: 15 });
  });

  it('costs nothing without a valid row, and says what the job would end with', async () => {
    const { token } = fixture.user(0);
    const sent = { model_name: 'Demo', data: [{ a: 1 }], horizon: 3 };
    const { status, body } = await askQuote(fixture, token, sent);
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      error: 'no_valid_rows: none of the 1 rows is valid (missing_time 1)',
      horizon: 0,
      cost: 0,
      balance: 0,
      balance_after: 0,
      affordable: true,
      missing: 0,
      series: { timestamps: [], prices: [], thinned: false },
    });
    const job = (await fixture.post(token, sent)).body['id'];
    expect((await fixture.get(`/api/predict/${job}`, token)).body['error']).to.equal(body['error']);
  });

  it('thins a long series and keeps its ends and its peak', async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `${1_700_000_000 + 60 * i},${i === 31_415 ? 1e6 : i % 100}\n`,
    );
    const { body } = await askFileQuote(fixture, fixture.user().token, `ts,y\n${lines.join('')}`);
    const { timestamps, prices, thinned } = body['series'] as {
      timestamps: string[];
      prices: number[];
      thinned: boolean;
    };
    expect([thinned, timestamps.length, prices.length]).to.deep.equal([true, 2_000, 2_000]);
    const timeOf = (row: number) => new Date(1000 * (1_700_000_000 + 60 * row)).toISOString();
    expect([timestamps[0], timestamps.at(-1)]).to.deep.equal([timeOf(0), timeOf(49_999)]);
    expect(timestamps[prices.indexOf(1e6)]).to.equal(timeOf(31_415));
    expect(timestamps).to.deep.equal([...timestamps].sort());
    expect(body).to.deep.include({ cost: 250_000, rows: { valid: 50_000, invalid: 0, duplicates: 0 } });
  });

  it('answers with and without the trailing slash, and only to POST', async () => {
    const { token } = fixture.user();
    const call = (method: 'post' | 'get') =>
      request(fixture.service.url)[method]('/api/predict/quote/').set('Authorization', `Bearer ${token}`);
    expect((await call('post').send({ data: series(1) })).status).to.equal(200);
    expect((await call('get')).status).to.equal(404);
  });

  it('ignores the Idempotency-Key, be it used, new or not valid', async () => {
    const { token } = fixture.user();
    const key = { 'Idempotency-Key': 'q' };
    for (const rows of [3, 2]) {
      const { status, body } = await askQuote(fixture, token, { data: series(rows) }, key);
      expect([status, body['cost']]).to.deep.equal([200, 5 * rows]);
    }
    expect((await fixture.post(token, { data: series(1) }, key)).body).to.include({ cost: 5 });
    expect((await askQuote(fixture, token, { data: series(4) }, key)).body).to.include({ cost: 20 });
    expect((await askQuote(fixture, token, { data: series(4) }, { 'Idempotency-Key': 'a b' })).status).to.equal(200);
  });

  it('is priced when billing is away: what needs the balance is null', async () => {
    const { token } = fixture.user();
    fixture.billing.mode = 'down';
    const { status, body } = await askQuote(fixture, token, { data: series(3) });
    expect(status).to.equal(200);
    expect(body).to.include({ cost: 15, balance: null, balance_after: null, affordable: null, missing: null });
  });
});
