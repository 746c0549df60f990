import { inferenceFailed } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { longForecast, point } from '../export/long-forecast.js';
import { PredictionFixture } from '../prediction-fixture.js';

describe('GET /api/predict/{id}/forecast', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  let long = 0;
  const points = 20_000;
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
    long = await longForecast(fixture, user, points);
  });
  after(() => fixture.close());

  const get = (id: number, query = '') => fixture.get(`/api/predict/${id}/forecast${query}`, user.token);
  /** Points from `from` to before `to`, as they are answered; JSON knows no -0. */
  const expected = (from: number, to: number) => {
    const some = Array.from({ length: Math.max(0, Math.min(to, points) - from) }, (_, i) => point(from + i));
    const column = (n: number) => some.map(({ numbers }) => (numbers[n] ?? 0) + 0);
    return {
      total: points,
      offset: from,
      timestamps: some.map(({ timeMs }) => new Date(timeMs).toISOString()),
      predictions: column(0),
      intervals: { 80: { lower: column(1), upper: column(2) }, 95: { lower: column(3), upper: column(4) } },
    };
  };

  for (const [query, from, to] of [
    ['', 0, 50],
    ['/?limit=1', 0, 1],
    ['?offset=16380&limit=10', 16_380, 16_390],
    ['?offset=19000&limit=1000', 19_000, 20_000],
    ['?offset=19990', 19_990, 20_000],
    ['?offset=20000', 20_000, 20_000],
    ['?offset=2147483647&limit=1000', 2_147_483_647, 2_147_483_647],
  ] as const) {
    it(`answers 200 with the points from ${from} to ${to}, none left out (${query || 'as by default'})`, async () => {
      const { status, body } = await get(long, query);
      expect(status).to.equal(200);
      expect(body).to.deep.equal(expected(from, to));
    });
  }

  it('answers 200 without intervals where the model has none', async () => {
    const { body } = await get(await longForecast(fixture, user, 3, 1), '?offset=1');
    const { timestamps, predictions } = expected(1, 3);
    expect(body).to.deep.equal({ total: 3, offset: 1, timestamps, predictions, intervals: null });
  });

  it('answers 409 as the export does: while there is no forecast, and when there will be none', async () => {
    const id = await fixture.running(user.token, user.id);
    const same = async () => {
      const [page, file] = [await get(id), await fixture.get(`/api/predict/${id}/export`, user.token)];
      expect([page.status, page.body['code']]).to.deep.equal([409, 'no_forecast']);
      expect(page.body['detail']).to.equal(file.body['detail']);
    };
    await same();
    await fixture.tell(inferenceFailed, { job_id: id, reason: 'model_failed', detail: '' });
    await fixture.stage(id, 'REFUNDING');
    await same();
  });

  it('answers 401 without a token and 404 to another user’s job or none', async () => {
    expect((await fixture.get(`/api/predict/${long}/forecast`)).status).to.equal(401);
    for (const path of [String(long), '999999', '0', 'x']) {
      const answer = await fixture.get(`/api/predict/${path}/forecast`, fixture.user().token);
      expect([answer.status, answer.body['code']], path).to.deep.equal([404, 'not_found']);
    }
  });

  for (const query of ['limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'offset=1.5', 'offset=2147483648']) {
    it(`answers 422 to ${query}`, async () => {
      const { status, body } = await get(long, `?${query}`);
      expect([status, body['code']]).to.deep.equal([422, 'invalid_request']);
    });
  }
});
