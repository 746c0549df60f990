import { expect } from 'chai';
import request from 'supertest';
import { PredictionFixture, series } from '../prediction-fixture.js';

describe('POST /api/predict/', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start({ MAX_UPLOAD_BYTES: String(11 * 1024 * 1024), MAX_ROWS: '200000' });
  });
  after(() => fixture.close());
  beforeEach(() => {
    fixture.billing.mode = 'up';
  });

  const body = (more: object = {}) => ({ model_name: 'Demo', data: series(3), ...more });
  const raw = (token: string, contentType: string, text: string) =>
    request(fixture.service.url)
      .post('/api/predict/')
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', contentType)
      .send(text);

  it('answers 202 with the job, its price and its address', async () => {
    const { token } = fixture.user();
    const data = [...series(2), { timestamp: 'x', price: 1 }, 7];
    const answer = await fixture.post(token, { model_name: 'LinearTrend', data });
    expect(answer.status).to.equal(202);
    const { id, created_at, ...rest } = answer.body;
    expect(rest).to.deep.equal({
      model_name: 'LinearTrend',
      status: 'PENDING',
      cost: 2,
      rows: { valid: 2, invalid: 2 },
    });
    expect(new Date(String(created_at)).toISOString()).to.equal(created_at);
    expect(answer.headers['location']).to.equal(`/api/predict/${id}`);
  });

  it('answers with and without the trailing slash', async () => {
    const { token } = fixture.user();
    const call = request(fixture.service.url).post('/api/predict').set('Authorization', `Bearer ${token}`);
    expect((await call.send(body())).status).to.equal(202);
  });

  it('takes CSV and JSON files, and keeps the file’s name', async () => {
    const { token } = fixture.user();
    const csv = await fixture.upload(token, 'Дата;Close;date\nx;1 234,5;02.01.2024\n', 'цены.csv', { horizon: '5' });
    expect(csv.status).to.equal(202);
    const json = await fixture.upload(token, JSON.stringify(series(4)), 'prices.txt');
    expect(json.body).to.deep.include({ cost: 4, rows: { valid: 4, invalid: 0 } });
    const history = (await fixture.get('/api/predict/history', token)).body as unknown as Record<string, unknown>[];
    expect(history.map(({ title, horizon }) => [title, horizon])).to.deep.equal([
      ['prices.txt', 4],
      ['цены.csv', 5],
    ]);
  });

  it('makes a job without a valid row too, which fails at once and is free', async () => {
    const { token } = fixture.user(0);
    const answer = await fixture.post(token, { model_name: 'Demo', data: [{ a: 1 }], horizon: 3 });
    expect(answer.status).to.equal(202);
    expect(answer.body).to.deep.include({ status: 'PENDING', cost: 0, rows: { valid: 0, invalid: 1 } });
    const id = Number(answer.body['id']);
    const [finished] = await fixture.sent(id, 'job.finished');
    expect(finished?.data).to.include({ status: 'ERROR', cost: 0 });
    expect(fixture.sentNow(id, 'job.created')).to.have.lengthOf(1);
    const job = (await fixture.get(`/api/predict/${id}`, token)).body;
    expect(job['error']).to.equal('no_valid_rows: none of the 1 rows is valid (missing_time 1)');
    expect(job).to.deep.include({
      status: 'ERROR',
      cost: 0,
      horizon: 0,
      invalid_rows: [[0, { _error: 'missing_time', a: 1 }]],
    });
    const empty = await fixture.post(token, { model_name: 'Demo', data: [] });
    expect((await fixture.get(`/api/predict/${empty.body['id']}`, token)).body['error']).to.match(/^no_valid_rows/);
  });

  it('answers 401 without a token', async () => {
    expect((await request(fixture.service.url).post('/api/predict/').send(body())).status).to.equal(401);
  });

  it('answers 402 when the balance is too low, and no job is made', async () => {
    const { token } = fixture.user(2);
    const answer = await fixture.post(token, body());
    expect(answer.status).to.equal(402);
    expect(answer.body).to.include({ code: 'not_enough_credits', title: 'Not enough credits' });
    expect(answer.body['detail']).to.match(/^Not enough credits: the forecast costs 3, the balance is 2\./);
    expect((await fixture.get('/api/predict/history', token)).body).to.deep.equal([]);
  });

  for (const mode of ['down', 'slow', 'odd'] as const) {
    it(`lets the saga decide when billing is ${mode}, and does not wait for it`, async () => {
      const { token } = fixture.user(0);
      // The client rests for a second after a failure; let it be over, so that this failure is met itself.
      const before = fixture.billing.checks;
      fixture.billing.mode = mode;
      expect((await fixture.post(token, body())).status).to.equal(202);
      expect(fixture.billing.checks - before).to.be.at.most(1);
    });
  }

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
    expect(answer.body).to.deep.include({ cost: rows, rows: { valid: rows, invalid: 0 } });
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
    ['no model', { data: [] }, /model_name is required/],
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
  for (const [what, sent, says] of refusals) {
    it(`answers 422 to ${what}`, async () => {
      const { status, body: problem } = await fixture.post(fixture.user().token, sent);
      expect(status).to.equal(422);
      expect(problem['detail']).to.match(says);
    });
  }

  it('takes the longest horizon', async () => {
    expect((await fixture.post(fixture.user().token, body({ horizon: 30 }))).status).to.equal(202);
  });

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

  it('accepts texts that databases find hard', async () => {
    const { token } = fixture.user();
    const data = [
      { ts: '2024-01-01', y: 1 },
      { 'a\0\ud800"': '\0\\', __proto__: 1 },
    ];
    const answer = await raw(token, 'application/json', JSON.stringify({ model_name: 'Demo', data }));
    expect(answer.status).to.equal(202);
    const job = await fixture.get(`/api/predict/${answer.body.id}`, token);
    expect(job.status).to.equal(200);
    expect((await fixture.upload(token, 'ts,y\n2024-01-01,1\n', 'a\tb".csv')).status).to.equal(202);
  });

  it('stores what is submitted at the same time, each job its owner’s', async () => {
    const users = Array.from({ length: 100 }, () => fixture.user());
    const answers = await Promise.all(users.map(({ token }, i) => fixture.post(token, body({ data: series(i + 1) }))));
    await Promise.all(
      answers.map(async (answer, i) => {
        expect(answer.body).to.deep.include({ cost: i + 1 });
        const job = await fixture.get(`/api/predict/${answer.body['id']}`, users[i]?.token);
        expect(job.body['valid_input']).to.deep.equal(series(i + 1));
      }),
    );
    expect(new Set(answers.map((answer) => answer.body['id'])).size).to.equal(100);
  });
});
