import { expect } from 'chai';
import request from 'supertest';
import { type Answer, PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';

describe('POST /api/predict/', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start();
  });
  after(() => fixture.close());

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
      rows: { valid: 2, invalid: 2, duplicates: 0 },
      format: 'json',
      encoding: 'utf-8',
      columns: { time: 'timestamp', price: 'price' },
      warnings: [],
      invalid_rows: [
        [2, { _error: 'bad_time', timestamp: 'x', price: 1 }],
        [3, { _error: 'not_a_dict', value: 7 }],
      ],
    });
    expect(new Date(String(created_at)).toISOString()).to.equal(created_at);
    expect(answer.headers['location']).to.equal(`/api/predict/${id}`);
  });

  it('takes Auto when no model is named, in JSON as in a form', async () => {
    const { token } = fixture.user();
    const answers = [
      await fixture.post(token, { data: series(3) }),
      await fixture.post(token, { data: series(3), model_name: null }),
      await fixture.post(token, { data: series(3), model_name: '' }),
      await fixture.upload(token, 'ts,y\n2024-01-01,1\n', 'a.csv', { model_name: '' }),
      (await request(fixture.service.url)
        .post('/api/predict/')
        .set('Authorization', `Bearer ${token}`)
        .attach('file', Buffer.from('ts,y\n2024-01-01,1\n'), 'a.csv')) as unknown as Answer,
    ];
    for (const { status, body: job } of answers) expect([status, job['model_name']]).to.deep.equal([202, 'Auto']);
    const [latest] = (await fixture.get('/api/predict/history', token)).body as unknown as Record<string, unknown>[];
    expect(latest).to.include({ model_name: 'Auto' });
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
    expect(json.body).to.deep.include({ cost: 4, rows: { valid: 4, invalid: 0, duplicates: 0 } });
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
    expect(answer.body).to.deep.include({ status: 'PENDING', cost: 0, rows: { valid: 0, invalid: 1, duplicates: 0 } });
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

  it('takes the longest horizon', async () => {
    expect((await fixture.post(fixture.user().token, body({ horizon: 30 }))).status).to.equal(202);
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

  it('lets the saga decide when billing is away', async () => {
    const { token } = fixture.user(0);
    fixture.billing.mode = 'down';
    expect((await fixture.post(token, body())).status).to.equal(202);
  });
});
