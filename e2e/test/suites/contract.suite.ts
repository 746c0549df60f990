import { Buyer, call, series } from '@coincast/e2e/buyer';
import { modelCatalogue } from '@coincast/shared/contracts';
import { expect } from 'chai';

/** Monthly values from January 2020 on, with a trend and a season. */
function months(rows: number): { timestamp: string; price: number }[] {
  return Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2020, i, 1)).toISOString(),
    price: 100 + i + 10 * Math.sin((i * Math.PI) / 6) + ((i * 7) % 5),
  }));
}

/** The public contract, as a client's scripts rely on it. */
export function contractSuite(url: () => string): void {
  describe('the contract', () => {
    it('registers, logs in both ways, and refuses a taken e-mail', async () => {
      const email = `contract-${Date.now()}@example.com`;
      const registered = await call<{ access_token: string; token_type: string }>(`${url()}/api/auth/register`, {
        json: { email, password: 'correct horse' },
      });
      expect(registered.status).to.equal(201);
      expect(registered.body.token_type).to.equal('bearer');

      const form = await call<{ access_token: string }>(`${url()}/api/auth/login`, {
        method: 'POST',
        body: new URLSearchParams({ username: email, password: 'correct horse' }),
      });
      expect(form.status).to.equal(200);
      const json = await call<{ token_type: string }>(`${url()}/api/auth/login/`, {
        json: { email, password: 'correct horse' },
      });
      expect(json.status).to.equal(200);
      expect(json.body.token_type).to.equal('bearer');

      const wrong = await call<{ detail: string }>(`${url()}/api/auth/login`, { json: { email, password: 'wrong' } });
      expect([wrong.status, wrong.body.detail]).to.deep.equal([401, 'Bad credentials']);
      const taken = await call<{ detail: string }>(`${url()}/api/auth/register`, {
        json: { email: email.toUpperCase(), password: 'correct horse' },
      });
      expect([taken.status, taken.body.detail]).to.deep.equal([400, 'Email already registered']);
    });

    it('signs another program in by a code, once', async () => {
      const buyer = await Buyer.register(url());
      const { status, body } = await buyer.call<{ code: string; expires_at: string }>('/api/auth/link-codes', {
        method: 'POST',
      });
      expect([status, Object.keys(body).sort()]).to.deep.equal([201, ['code', 'expires_at']]);
      expect(body.code).to.match(/^[\w-]{22,64}$/);
      expect(Date.parse(body.expires_at)).to.be.within(Date.now() + 9 * 60_000, Date.now() + 11 * 60_000);

      const redeem = () =>
        call<{ access_token: string; token_type: string; code?: string }>(`${url()}/api/auth/link-codes/redeem`, {
          json: { code: body.code },
        });
      const answers = await Promise.all([redeem(), redeem(), redeem()]);
      const [linked, ...refused] = answers.sort((a, b) => a.status - b.status);
      expect([linked?.status, linked?.body.token_type]).to.deep.equal([200, 'bearer']);
      expect(refused.map((answer) => [answer.status, answer.body.code])).to.deep.equal([
        [400, 'bad_link_code'],
        [400, 'bad_link_code'],
      ]);
      const headers = { authorization: `Bearer ${linked?.body.access_token}` };
      const me = await call<{ email: string }>(`${url()}/api/auth/me`, { headers });
      expect(me.body.email).to.equal(buyer.email);
      expect((await call(`${url()}/api/auth/link-codes`, { method: 'POST' })).status).to.equal(401);
    });

    it('sells a forecast: top up, send a series, get the job paid', async () => {
      const buyer = await Buyer.register(url());
      expect(await buyer.balance()).to.equal(0);
      expect((await buyer.topUp(10)).body).to.deep.equal({ balance: 10 });

      const accepted = await buyer.predict(series(3), { model: 'LinearTrend' });
      expect(accepted.status).to.equal(202);
      expect(accepted.body).to.include({ model_name: 'LinearTrend', status: 'PENDING', cost: 3 });
      expect(accepted.body.rows).to.deep.include({ valid: 3, invalid: 0 });
      expect(accepted.headers.get('location')).to.match(new RegExp(`/api/predict/${accepted.body.id}$`));

      const job = await buyer.finished(accepted.body.id);
      expect(job).to.include({ status: 'OK', cost: 3, error: null, horizon: 3 });
      expect(job.predictions.map((value) => Math.round(value * 1e6) / 1e6)).to.deep.equal([103, 104, 105]);
      expect(job.timestamps.map((time) => time.slice(0, 10))).to.deep.equal(['2024-01-04', '2024-01-05', '2024-01-06']);
      expect(job.valid_input).to.have.length(3);
      expect(await buyer.balance()).to.equal(7);

      const [charge, deposit] = await buyer.transactions();
      expect(charge).to.include({ amount: -3, tx_type: 'PREDICTION_CHARGE', balance_after: 7, job_id: job.id });
      expect(deposit).to.include({ amount: 10, tx_type: 'DEPOSIT', reason: 'Manual top-up', balance_after: 10 });
      expect((await buyer.history())[0]).to.include({ id: job.id, status: 'OK', cost: 3 });
    });

    it('takes CSV and JSON files, names invalid rows by their index, and charges the valid ones', async () => {
      const buyer = await Buyer.register(url(), 100);
      const csv = 'Date;Close\n01.02.2024;1 234,56\n30.02.2024;5\n03.02.2024;7\n04.02.2024;oops\n';
      const fromCsv = await buyer.upload(new Blob([csv]), 'prices.csv');
      expect(fromCsv.body.rows).to.deep.include({ valid: 2, invalid: 2 });
      const job = await buyer.finished(fromCsv.body.id);
      expect(job.valid_input.map(({ price }) => price)).to.deep.equal([1234.56, 7]);
      expect(job.invalid_rows.map(([index, { _error }]) => [index, _error])).to.deep.equal([
        [1, 'bad_time'],
        [3, 'bad_price'],
      ]);
      expect(job.cost).to.equal(2);

      const fromJson = await buyer.upload(new Blob([JSON.stringify(series(4))]), 'prices.json', { horizon: '2' });
      expect((await buyer.finished(fromJson.body.id)).predictions).to.have.length(2);
      expect(await buyer.balance()).to.equal(94);
    });

    it('charges nothing when no row is valid, and keeps the job in the history', async () => {
      const buyer = await Buyer.register(url(), 10);
      const { status, body } = await buyer.predict([{ timestamp: 'never', price: 'much' }, 7]);
      expect(status).to.equal(202);
      const job = await buyer.finished(body.id);
      expect(job.status).to.equal('ERROR');
      expect(job.error).to.match(/^no_valid_rows/);
      expect(job.cost).to.equal(0);
      expect(job.invalid_rows.map(([index, row]) => [index, row['_error']])).to.deep.equal([
        [0, 'bad_time'],
        [1, 'not_a_dict'],
      ]);
      expect(await buyer.balance()).to.equal(10);
    });

    it('answers 402 when the price is above the balance, and makes no job', async () => {
      const buyer = await Buyer.register(url(), 2);
      const { status, body } = await buyer.predict(series(3));
      expect(status).to.equal(402);
      expect(`${body.title} ${body.detail}`).to.include('Not enough credits');
      expect(await buyer.history()).to.deep.equal([]);
    });

    it('lists its models, publicly, with and without the trailing slash', async () => {
      for (const path of ['/api/models', '/api/models/']) {
        const { body: names } = await call<string[]>(url() + path);
        expect(names.slice(0, 2)).to.deep.equal(['Demo', 'LinearTrend']);
        expect(names).to.have.members(modelCatalogue.map(({ name }) => name));
      }
      const catalogue = await call<Record<string, unknown>[]>(`${url()}/api/models/catalog`);
      expect(catalogue.body[0]).to.include.keys(
        'name',
        'title',
        'description',
        'price_per_row',
        'min_rows',
        'intervals',
        'default',
      );
      expect(catalogue.body.filter((model) => model['default']).map(({ name }) => name)).to.deep.equal(['Auto']);
    });

    it('forecasts with Auto when no model is named', async () => {
      const buyer = await Buyer.register(url(), 10);
      const accepted = await buyer.predict(series(5), { model: null });
      expect(accepted.body).to.include({ model_name: 'Auto', cost: 5 });
      expect(await buyer.finished(accepted.body.id)).to.include({ model_name: 'Auto', status: 'OK', cost: 5 });
    });

    for (const { name } of modelCatalogue) {
      it(`forecasts with ${name}, with intervals, a backtest and warnings in words`, async () => {
        const buyer = await Buyer.register(url(), 48);
        const accepted = await buyer.predict(months(48), { model: name, horizon: 12 });
        const job = await buyer.finished(accepted.body.id);
        expect(job).to.include({ model_name: name, status: 'OK', cost: 48 });
        expect(job.timestamps.slice(0, 2)).to.deep.equal(['2024-01-01T00:00:00.000Z', '2024-02-01T00:00:00.000Z']);
        const { 80: inner, 95: outer } = job.intervals ?? {};
        for (let i = 0; i < 12; i++) {
          const bounds = [outer?.lower[i], inner?.lower[i], job.predictions[i], inner?.upper[i], outer?.upper[i]];
          expect(bounds.filter(Number.isFinite), `${bounds}`).to.have.length(5);
          expect(bounds, `${bounds}`).to.deep.equal([...bounds].sort((a, b) => (a ?? 0) - (b ?? 0)));
        }
        expect(job.metrics).to.include.all.keys('method', 'frequency', 'seasonal_periods', 'window', 'naive', 'skill');
        for (const errors of [job.metrics, job.metrics?.['naive']]) {
          expect(errors).to.include.all.keys('smape', 'mase', 'rmse', 'coverage_80');
        }
        for (const warning of job.warnings) expect(warning).to.include.all.keys('code', 'message');
      });
    }

    it('warns of the data first and then of the forecast', async () => {
      const buyer = await Buyer.register(url(), 10);
      const accepted = await buyer.predict([{ ts: '2024-01-01', price: 1, close: 2 }], { model: null });
      const { warnings } = await buyer.finished(accepted.body.id);
      expect(warnings.map(({ code }) => code).slice(0, 2)).to.deep.equal(['several_price_columns', 'too_short']);
    });

    it('documents itself: OpenAPI 3.1 over all services, Swagger UI, health', async () => {
      const document = await call<{ openapi: string; paths: Record<string, unknown> }>(`${url()}/openapi.json`);
      expect(document.body.openapi).to.match(/^3\.1/);
      const paths = Object.keys(document.body.paths).join(' ');
      for (const path of ['/api/auth/register', '/api/account/balance', '/api/predict']) expect(paths).to.include(path);
      expect(paths).to.not.include('/internal');
      const docs = await call<string>(`${url()}/docs/`);
      expect([docs.status, docs.body.includes('swagger')]).to.deep.equal([200, true]);
      expect((await call(`${url()}/health`)).status).to.equal(200);
    });
  });
}
