import { type AcceptedJob, Buyer, call, type Problem, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';

/** What a quote says beside what the 202 has. */
interface Quote {
  model_name: string;
  horizon: number;
  cost: number;
  price_per_row: number;
  balance: number | null;
  balance_after: number | null;
  affordable: boolean | null;
  missing: number | null;
  error: string | null;
  series: { timestamps: string[]; prices: number[]; thinned: boolean };
}

/** The price before paying: what it says holds for the submit after it, and asking for it changes nothing. */
export function quoteSuite(url: () => string): void {
  describe('the price beforehand', () => {
    const ask = <Body = Quote>(buyer: Buyer, body: FormData | object, path = '/api/predict/quote') =>
      body instanceof FormData
        ? buyer.call<Body>(path, { method: 'POST', body })
        : buyer.call<Body>(path, { json: body });
    const formOf = (file: string, fields: Record<string, string> = {}) => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('file', new Blob([file]), 'prices.csv');
      return form;
    };
    const untouched = async (buyer: Buyer, credits: number) => {
      expect(await buyer.balance()).to.equal(credits);
      expect(await buyer.history()).to.deep.equal([]);
      expect(await buyer.transactions()).to.have.length(credits > 0 ? 1 : 0);
    };

    const csv = 'Date;Close\n01/02/2024;1 234,56\n30.02.2024;5\n02/02/2024;7\n04/02/2024;oops\n';
    const lines = Array.from({ length: 20_000 }, (_, i) => `${1_700_000_000 + 3_600 * i},${i % 24}\n`);
    for (const [what, body] of [
      ['JSON', { data: [...series(3), 7], horizon: 2 }],
      ['a file', formOf(csv, { model_name: 'Theta' })],
      ['a file of 300 kB', formOf(`ts,price\n${lines.join('')}`, { model_name: 'Naive' })],
    ] as const) {
      it(`of ${what} is the price of the submit after it, with the same rows and warnings`, async () => {
        const buyer = await Buyer.register(url(), 30_000);
        for (const path of ['/api/predict/quote', '/api/predict/quote/']) {
          const quote = await ask(buyer, body, path);
          expect(quote.status, JSON.stringify(quote.body)).to.equal(200);
          const { cost } = quote.body;
          expect(quote.body).to.include({
            balance: 30_000,
            balance_after: 30_000 - cost,
            affordable: true,
            missing: 0,
          });
          await untouched(buyer, 30_000);
        }
        const { body: quote } = await ask(buyer, body);
        const accepted = await ask<AcceptedJob>(buyer, body, '/api/predict/');
        expect(accepted.status).to.equal(202);
        const { id, status: _status, created_at: _createdAt, ...promised } = accepted.body;
        expect(quote).to.deep.include(promised);
        const job = await buyer.finished(id);
        expect([job.status, job.cost, job.horizon]).to.deep.equal(['OK', quote.cost, quote.horizon]);
        expect(await buyer.balance()).to.equal(quote.balance_after);
        const drawn = quote.series.timestamps.map((timestamp, i) => ({ timestamp, price: quote.series.prices[i] }));
        expect(quote.series.thinned).to.equal(job.valid_input.length > 2_000);
        expect(drawn).to.have.length.at.most(2_000);
        if (!quote.series.thinned) expect(drawn).to.deep.equal(job.valid_input);
        expect([drawn[0], drawn.at(-1)]).to.deep.equal([job.valid_input[0], job.valid_input.at(-1)]);
      });
    }

    it('says what is missing where a submit answers 402', async () => {
      const buyer = await Buyer.register(url(), 2);
      const sent = { data: series(3) };
      const { status, body } = await ask(buyer, sent);
      expect(status).to.equal(200);
      expect(body).to.include({ cost: 3, balance: 2, balance_after: null, affordable: false, missing: 1 });
      expect((await ask(buyer, sent, '/api/predict/')).status).to.equal(402);
      await untouched(buyer, 2);
    });

    it('of data without a valid row is 0, and tells what the job would end with', async () => {
      const buyer = await Buyer.register(url());
      const { status, body } = await ask(buyer, { data: [{ timestamp: 'never', price: 'much' }] });
      expect([status, body.cost, body.horizon, body.series.prices]).to.deep.equal([200, 0, 0, []]);
      expect(body.error).to.match(/^no_valid_rows/);
      await untouched(buyer, 0);
    });

    it('is refused as a submit is', async () => {
      const buyer = await Buyer.register(url(), 10);
      for (const [status, code, body] of [
        [422, 'unknown_model', { model_name: 'Oracle', data: series(1) }],
        [422, 'invalid_request', { data: series(1), horizon: 11 }],
        [422, 'invalid_request', { data: 7 }],
        [415, 'unsupported_media_type', formOf('PK\u0003\u0004\0\0')],
      ] as const) {
        for (const path of ['/api/predict/quote', '/api/predict/']) {
          const answer = await ask<Problem>(buyer, body, path);
          expect([answer.status, answer.body.code], path).to.deep.equal([status, code]);
        }
      }
      expect((await call(`${url()}/api/predict/quote`, { json: { data: series(1) } })).status).to.equal(401);
      await untouched(buyer, 10);
    });
  });
}
