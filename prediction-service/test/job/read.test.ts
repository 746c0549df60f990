import { debited, inferenceCompleted, inferenceFailed } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';
import { forecast, series } from '../samples.js';

describe('reading jobs', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  describe('GET /api/predict/{id}', () => {
    it('answers 200 with exactly the fields of the contract', async () => {
      const data = [{ ts: '2024-01-02T03:00:00+03:00', y: '2,5' }, 'x', { date: '2024-01-01', price: 1 }];
      const { body } = await fixture.post(user.token, { model_name: 'Demo', data, horizon: 4 });
      const job = await fixture.get(`/api/predict/${body['id']}`, user.token);
      expect(job.status).to.equal(200);
      expect(job.headers['content-type']).to.equal('application/json; charset=utf-8');
      expect(job.body).to.deep.equal({
        id: body['id'],
        model_name: 'Demo',
        status: 'PENDING',
        stage: 'paying',
        predictions: [],
        valid_input: [
          { timestamp: '2024-01-01T00:00:00.000Z', price: 1 },
          { timestamp: '2024-01-02T00:00:00.000Z', price: 2.5 },
        ],
        invalid_rows: [[1, { _error: 'not_a_dict', value: 'x' }]],
        cost: 2,
        created_at: body['created_at'],
        finished_at: null,
        error: null,
        horizon: 4,
        timestamps: [],
        intervals: null,
        metrics: null,
        rows: { valid: 2, invalid: 1, duplicates: 0 },
        format: 'json',
        encoding: 'utf-8',
        columns: { time: 'ts', price: 'y' },
        warnings: [],
      });
      expect((await fixture.get(`/api/predict/${body['id']}/`, user.token)).status).to.equal(200);
    });

    it('warns of the data first, then of the forecast, once that is sold', async () => {
      const data = [{ ts: '2024-01-01', y: 1, price: 2 }];
      const { body } = await fixture.post(user.token, { model_name: 'Demo', data });
      const id = Number(body['id']);
      const warnings = async () => (await fixture.get(`/api/predict/${id}`, user.token)).body['warnings'];
      const ofData = body['warnings'] as object[];
      expect(ofData).to.have.lengthOf(1);
      expect(await warnings()).to.deep.equal(ofData);
      await fixture.tell(debited, { job_id: id, user_id: user.id, balance: 10 });
      await fixture.stage(id, 'RUNNING');
      const ofForecast = [{ code: 'too_short', message: 'One point tells little; its value is repeated.' }];
      await fixture.tell(inferenceCompleted, { ...forecast(id, [1]), warnings: ofForecast });
      await fixture.stage(id, 'OK');
      expect(await warnings()).to.deep.equal([...ofData, ...ofForecast]);
    });

    it('answers a series of 100,000 rows', async () => {
      const rows = 100_000;
      const id = await fixture.running(user.token, user.id, rows);
      const { body } = await fixture.get(`/api/predict/${id}`, user.token);
      expect(body['valid_input']).to.have.lengthOf(rows);
      expect((body['valid_input'] as unknown[]).at(-1)).to.deep.equal(series(rows).at(-1));
    });

    it('answers 401 without a token', async () => {
      expect((await fixture.get('/api/predict/1')).status).to.equal(401);
    });

    it('answers 404 to another user’s job, and to ids that are none', async () => {
      const id = await fixture.order(user.token);
      const other = fixture.user();
      const answer = await fixture.get(`/api/predict/${id}`, other.token);
      expect([answer.status, answer.body['code']]).to.deep.equal([404, 'not_found']);
      for (const none of [
        '0',
        '-1',
        '1.5',
        'abc',
        '1e3',
        '01',
        '%00',
        '9007199254740993',
        '99999999999999999999',
        '123456789',
      ]) {
        expect((await fixture.get(`/api/predict/${none}`, user.token)).status, none).to.equal(404);
      }
    });
  });

  describe('GET /api/predict/history', () => {
    it('answers 200 with the user’s own jobs, newest first, a page at a time', async () => {
      const owner = fixture.user();
      const ids: number[] = [];
      for (let i = 0; i < 5; i++) ids.push(await fixture.order(owner.token, i + 1));
      const page = async (query: string) =>
        (await fixture.get(`/api/predict/history${query}`, owner.token)).body as unknown as Record<string, unknown>[];
      expect((await page('')).map(({ id }) => id)).to.deep.equal([...ids].reverse());
      expect((await page('/?limit=2')).map(({ id }) => id)).to.deep.equal([ids[4], ids[3]]);
      const [job] = await page(`?limit=1&before=${ids[3]}`);
      expect(job).to.have.all.keys(
        'id',
        'model_name',
        'cost',
        'created_at',
        'status',
        'finished_at',
        'title',
        'rows',
        'horizon',
        'error',
      );
      expect(job).to.deep.include({
        id: ids[2],
        model_name: 'Demo',
        cost: 3,
        status: 'PENDING',
        finished_at: null,
        title: null,
        rows: { valid: 3, invalid: 0 },
        horizon: 3,
        error: null,
      });
    });

    it('answers 200 with the jobs of one status, a page at a time', async () => {
      const owner = fixture.user();
      const paying = await fixture.order(owner.token);
      const running = await fixture.running(owner.token, owner.id);
      const ok = await fixture.running(owner.token, owner.id, 1);
      await fixture.tell(inferenceCompleted, forecast(ok, [1]));
      await fixture.stage(ok, 'OK');
      const refunding = await fixture.running(owner.token, owner.id);
      await fixture.tell(inferenceFailed, { job_id: refunding, reason: 'model_failed', detail: '' });
      await fixture.stage(refunding, 'REFUNDING');
      const { body } = await fixture.post(owner.token, { model_name: 'Demo', data: ['x'] });
      const failed = Number(body['id']);
      const page = async (query: string) =>
        ((await fixture.get(`/api/predict/history?${query}`, owner.token)).body as unknown as { id: number }[]).map(
          ({ id }) => id,
        );
      expect(await page('status=PENDING')).to.deep.equal([running, paying]);
      expect(await page('status=OK')).to.deep.equal([ok]);
      expect(await page('status=ERROR')).to.deep.equal([failed, refunding]);
      expect(await page('status=ERROR&limit=1')).to.deep.equal([failed]);
      expect(await page(`status=ERROR&before=${failed}`)).to.deep.equal([refunding]);
      expect(await page('')).to.deep.equal([failed, refunding, ok, running, paying]);
    });

    it('answers 401 without a token and 422 to a bad page or status', async () => {
      expect((await fixture.get('/api/predict/history')).status).to.equal(401);
      for (const query of [
        'limit=0',
        'limit=1001',
        'limit=x',
        'before=0',
        'before=1.5',
        'status=DONE',
        'status=ok',
        'status=',
      ]) {
        expect((await fixture.get(`/api/predict/history?${query}`, user.token)).status, query).to.equal(422);
      }
    });
  });
});
