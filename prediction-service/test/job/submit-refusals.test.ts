import { expect } from 'chai';
import request from 'supertest';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';

describe('what POST /api/predict/ refuses', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start({ MAX_UPLOAD_BYTES: String(11 * 1024 * 1024), MAX_ROWS: '200000' });
  });
  after(() => fixture.close());

  const body = (more: object = {}) => ({ model_name: 'Demo', data: series(3), ...more });
  const raw = (token: string, contentType: string, text: string) =>
    request(fixture.service.url)
      .post('/api/predict/')
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', contentType)
      .send(text);

  it('answers 400 to broken JSON and to a broken form', async () => {
    const { token } = fixture.user();
    const answers = [
      await raw(token, 'application/json', '{"model_name": "Demo", "data": ['),
      await raw(token, 'multipart/form-data', 'nothing'),
      await raw(
        token,
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nts',
      ),
    ];
    for (const { status, body: problem, type } of answers) {
      expect([status, problem.code, type]).to.deep.equal([400, 'malformed_body', 'application/problem+json']);
    }
  });

  it('answers 413 to a body or file above the limit, and takes 10 MB', async () => {
    const { token } = fixture.user();
    const pad = 'x'.repeat(12 * 1024 * 1024);
    expect((await fixture.post(token, body({ pad }))).status).to.equal(413);
    const large = await fixture.upload(token, `ts,price,pad\n2024-01-01,1,${pad}`, 'a.csv');
    expect([large.status, large.body['code']]).to.deep.equal([413, 'body_too_large']);
    const line = '2024-01-01T00:00:00Z,12345.678901234567,some more text that is of no use to anybody\n';
    const rows = Math.floor((10 * 1024 * 1024) / line.length);
    const answer = await fixture.upload(token, `ts,price,note\n${line.repeat(rows)}`, 'b.csv');
    expect(answer.body).to.deep.include({ cost: rows, rows: { valid: rows, invalid: 0, duplicates: rows - 1 } });
  });

  it('answers 415 to other content, and to files in other formats', async () => {
    const { token } = fixture.user();
    expect((await raw(token, 'text/csv', 'ts,price')).status).to.equal(415);
    expect((await raw(token, 'application/x-www-form-urlencoded', 'model_name=Demo')).status).to.equal(415);
    expect(
      (await request(fixture.service.url).post('/api/predict/').set('Authorization', `Bearer ${token}`)).status,
    ).to.equal(415);
    expect((await fixture.upload(token, Buffer.from('PK\u0003\u0004\0\0'), 'a.xlsx')).status).to.equal(415);
  });

  const refusals: [string, unknown, RegExp][] = [
    ['an unknown model', body({ model_name: 'Oracle' }), /no model "Oracle".*Demo/],
    ['a model that is no text', body({ model_name: 5 }), /model_name must be a string/],
    ['no data', { model_name: 'Demo' }, /data is required/],
    ['data that is no array', body({ data: { a: 1 } }), /must be an array/],
    ['data that is null', body({ data: null }), /must be an array/],
    ['a body that is no object', [1, 2], /must be of type object/],
    ['a horizon of 0', body({ horizon: 0 }), /horizon/],
    ['a horizon of 1.5', body({ horizon: 1.5 }), /horizon/],
    ['a huge horizon', body({ horizon: 1e300 }), /horizon/],
    ['a horizon above ten times the rows', body({ horizon: 31 }), /horizon must be at most 30/],
    ['too many rows', body({ data: Array.from({ length: 200_001 }, () => 0) }), /more than 200000 rows/],
  ];
  it('answers 422 to an empty body and to rows nested without end', async () => {
    const { token } = fixture.user();
    const empty = await raw(token, 'application/json', '').set('Content-Length', '0');
    expect([empty.status, typeof empty.body.detail]).to.deep.equal([422, 'string']);
    const nested = `{"model_name":"Demo","data":[${'['.repeat(500_000)}${']'.repeat(500_000)}]}`;
    const answer = await raw(token, 'application/json', nested);
    expect([answer.status, answer.body.code]).to.deep.equal([422, 'nested_too_deeply']);
    const keyed = await raw(token, 'application/json', nested).set('Idempotency-Key', 'deep');
    expect(keyed.status).to.equal(422);
  });

  for (const [what, sent, says] of refusals) {
    it(`answers 422 to ${what}`, async () => {
      const { status, body: problem } = await fixture.post(fixture.user().token, sent);
      expect(status).to.equal(422);
      expect(problem['detail']).to.match(says);
    });
  }

  it('answers 422 to a form without its file, with two, or with the file in another field', async () => {
    const { token } = fixture.user();
    const form = () =>
      request(fixture.service.url)
        .post('/api/predict/')
        .set('Authorization', `Bearer ${token}`)
        .field('model_name', 'Demo');
    const file = Buffer.from('ts,price\n2024-01-01,1\n');
    const answers = [
      await form(),
      await form().attach('file', file, 'a.csv').attach('file', file, 'b.csv'),
      await form().attach('data', file, 'a.csv'),
      await form().attach('file', file, 'a.csv').field('model_name', 'LinearTrend'),
      await form().attach('file', file, 'a.csv').field('model_name[x]', 'LinearTrend'),
      await fixture.upload(token, file, 'a.csv', { horizon: 'many' }),
      await fixture.upload(token, file, 'a.csv', { model_name: 'x'.repeat(5_000) }),
    ];
    for (const { status, body: problem } of answers) {
      expect([status, typeof problem['detail']]).to.deep.equal([422, 'string']);
    }
  });
});
