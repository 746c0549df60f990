import { expect } from 'chai';
import request from 'supertest';
import { type Answer, PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';

type Send = (path: string) => PromiseLike<unknown>;

describe('a quote and the submit after it', () => {
  let fixture: PredictionFixture;
  let token: string;
  before(async () => {
    fixture = await PredictionFixture.start({ MAX_UPLOAD_BYTES: '300000', MAX_ROWS: '5000' });
    token = fixture.user().token;
  });
  after(() => fixture.close());

  const post = (path: string) => request(fixture.service.url).post(path).set('Authorization', `Bearer ${token}`);
  const raw =
    (type: string, text: string): Send =>
    (path) =>
      post(path).set('Content-Type', type).send(text);
  const json = (body: unknown) => raw('application/json', JSON.stringify(body));
  const form =
    (file: string | Buffer, fields: Record<string, string> = {}): Send =>
    (path) =>
      post(path).field(fields).attach('file', Buffer.from(file), 'a.csv');
  const both = async (send: Send) =>
    [(await send('/api/predict/quote')) as Answer, (await send('/api/predict/')) as Answer] as const;

  const refusedRows = Array.from({ length: 30 }, (_, i) => `02.01.2024;x${i}\n`).join('');
  for (const [what, send] of [
    ['JSON', json({ model_name: 'Demo', data: [...series(4), 7], horizon: 9 })],
    ['large JSON', json({ data: series(3_000) })],
    ['a CSV file with faults', form(`date;close\n01.01.2024;1,5\n01.01.2024;2,5\n${refusedRows}`)],
    ['a file with a choice', form('date,close,value\n01/02/2024,"1,234",1\n', { date_order: 'mdy', horizon: '3' })],
    ['a file read by a process', form(`ts,y\n${'2024-01-01,1\n'.repeat(4_999)}x,1\n`, { model_name: 'Theta' })],
    ['nothing valid', form('ts,y\nx,1\n', { model_name: 'Demo', horizon: '5' })],
  ] as const) {
    it(`agree about ${what}`, async () => {
      const [quote, submit] = await both(send);
      expect([quote.status, submit.status]).to.deep.equal([200, 202]);
      const { id, status: _status, created_at: _createdAt, ...promised } = submit.body;
      expect(quote.body).to.deep.include(promised);
      const job = (await fixture.get(`/api/predict/${id}`, token)).body;
      expect(quote.body['horizon']).to.equal(job['horizon']);
      expect(quote.body['error']).to.equal(job['error']);
    });
  }

  const nested = `{"data":[${'['.repeat(1_000)}${']'.repeat(1_000)}]}`;
  for (const [what, send, status] of [
    ['broken JSON', raw('application/json', '{"data": ['), 400],
    ['a broken form', raw('multipart/form-data', 'nothing'), 400],
    ['a body above the limit', json({ data: [], pad: 'x'.repeat(400_000) }), 413],
    ['a file above the limit', form('x'.repeat(400_000)), 413],
    ['another content type', raw('text/csv', 'ts,y'), 415],
    ['another charset', raw('application/json; charset=koi8-r', '{}'), 415],
    ['a file in another format', form(Buffer.from('PK\u0003\u0004\0\0')), 415],
    ['an unknown model', json({ model_name: 'Oracle', data: series(1) }), 422],
    ['an unknown model in a form', form('ts,y\n2024-01-01,1\n', { model_name: 'Oracle' }), 422],
    ['no data', json({ model_name: 'Demo' }), 422],
    ['data that is no array', json({ data: 7 }), 422],
    ['a horizon of 0', json({ data: series(1), horizon: 0 }), 422],
    ['a horizon that the rows do not allow', json({ data: series(3), horizon: 31 }), 422],
    ['a bad decimal', form('ts,y\n2024-01-01,1\n', { decimal: ';' }), 422],
    ['a form without a file', (path: string) => post(path).field('model_name', 'Demo'), 422],
    ['too many rows', form(`ts,y\n${'2024-01-01,1\n'.repeat(5_001)}`), 422],
    ['rows nested too deeply', raw('application/json', nested), 422],
    ['an unfinished file', form('[{"ts":"2024-01-01","y":'), 422],
    [
      'no token',
      (path: string) =>
        request(fixture.service.url)
          .post(path)
          .send({ data: series(1) }),
      401,
    ],
  ] as const) {
    it(`are refused with the same ${status} for ${what}`, async () => {
      const [quote, submit] = await both(send);
      expect([quote.status, submit.status]).to.deep.equal([status, status]);
      const { request_id: _ofQuote, instance: _quotePath, ...problem } = quote.body;
      const { request_id: _ofSubmit, instance: _submitPath, ...expected } = submit.body;
      expect(problem).to.deep.equal(expected);
      expect(quote.headers['content-type']).to.equal(submit.headers['content-type']);
    });
  }
});
