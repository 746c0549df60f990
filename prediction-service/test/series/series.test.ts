import { columnFromBytes, columnToBytes, inferenceCompleted } from '@coincast/shared/contracts';
import { expect } from 'chai';
import request from 'supertest';
import { internalToken } from '../fake-billing.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { forecast } from '../samples.js';

describe('large series over internal HTTP', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  const rows = 20_000;
  const get = (id: number | string, token = internalToken) =>
    request(fixture.service.url).get(`/internal/jobs/${id}/series`).set('X-Service-Token', token).responseType('blob');
  const put = (id: number | string, numbers: Float64Array, columns: number | string = 2, token = internalToken) =>
    request(fixture.service.url)
      .put(`/internal/jobs/${id}/forecast?columns=${columns}`)
      .set('X-Service-Token', token)
      .set('Content-Type', 'application/octet-stream')
      .send(columnToBytes(numbers));
  const columnsOf = (horizon: number, count: number) =>
    Float64Array.from({ length: horizon * count }, (_, i) => (i < horizon ? Date.UTC(2030, 0, 1) + i : i));
  const done = (job_id: number) => ({
    ...forecast(job_id, []),
    forecast: { kind: 'reference' as const },
    metrics: { mase: 1 },
    warnings: [{ code: 'outliers', message: 'Two points stand out.' }],
  });

  it('tells the worker where to fetch a series that is too large for an event', async () => {
    const id = await fixture.running(user.token, user.id, rows);
    const [asked] = await fixture.sent(id, 'inference.requested');
    expect(asked?.data['series']).to.deep.equal({ kind: 'reference', path: `/internal/jobs/${id}/series` });
    const answer = await get(id);
    expect([answer.status, answer.type]).to.deep.equal([200, 'application/octet-stream']);
    const numbers = columnFromBytes(answer.body);
    expect(numbers).to.have.lengthOf(2 * rows);
    expect([numbers[1], numbers[rows]]).to.deep.equal([Date.UTC(2024, 0, 2), 100]);
  });

  for (const columns of [2, 6]) {
    it(`takes a forecast of ${columns} columns, again too, and sells it once the worker says it is whole`, async () => {
      const id = await fixture.running(user.token, user.id, rows);
      const numbers = columnsOf(rows, columns);
      expect((await put(id, numbers, columns)).status).to.equal(204);
      expect((await put(id, numbers, columns)).status).to.equal(204);
      expect((await fixture.get(`/api/predict/${id}`, user.token)).body).to.deep.include({
        status: 'PENDING',
        predictions: [],
      });
      await fixture.tell(inferenceCompleted, done(id));
      await fixture.stage(id, 'OK');
      const { body } = await fixture.get(`/api/predict/${id}`, user.token);
      expect(body['predictions']).to.deep.equal([...numbers.subarray(rows, 2 * rows)]);
      expect(body['metrics']).to.deep.equal({ mase: 1 });
      expect(body['warnings']).to.deep.equal([{ code: 'outliers', message: 'Two points stand out.' }]);
      const bound = (nth: number) => [...numbers.subarray(nth * rows, (nth + 1) * rows)];
      expect(body['intervals']).to.deep.equal(
        columns === 2 ? null : { 80: { lower: bound(2), upper: bound(3) }, 95: { lower: bound(4), upper: bound(5) } },
      );
      expect(body['timestamps']).to.deep.equal(
        Array.from(numbers.subarray(0, rows), (ms) => new Date(ms).toISOString()),
      );
      // A second worker that was asked for the same job comes late.
      expect(
        (
          await put(
            id,
            numbers.map((number) => number + 1),
            columns,
          )
        ).status,
      ).to.equal(204);
      expect((await fixture.get(`/api/predict/${id}`, user.token)).body).to.deep.equal(body);
    });
  }

  it('fails and refunds a job whose forecast was announced but never came', async () => {
    const id = await fixture.running(user.token, user.id);
    await fixture.tell(inferenceCompleted, done(id));
    await fixture.sent(id, 'credits.refund.requested');
    expect((await fixture.row(id))?.['error']).to.match(/^bad_forecast/);
  });

  for (const [what, numbers] of [
    ['too short', columnsOf(2, 2)],
    ['too long', columnsOf(4, 2)],
    ['not finite', Float64Array.of(1, 2, 3, 4, 5, Number.NaN)],
  ] as const) {
    it(`answers 422 to a forecast that is ${what}, and refunds the job`, async () => {
      const id = await fixture.running(user.token, user.id);
      expect((await put(id, numbers)).status).to.equal(422);
      await fixture.sent(id, 'credits.refund.requested');
      await fixture.tell(inferenceCompleted, done(id));
      await fixture.quiet();
      expect(await fixture.row(id)).to.include({ stage: 'REFUNDING' });
    });
  }

  it('answers 413 to much more than the forecast can be, and 415 to other content', async () => {
    const id = await fixture.running(user.token, user.id);
    expect((await put(id, columnsOf(3, 7), 6)).status).to.equal(413);
    const call = request(fixture.service.url).put(`/internal/jobs/${id}/forecast?columns=2`);
    expect((await call.set('X-Service-Token', internalToken).send({ a: 1 })).status).to.equal(415);
    await fixture.stage(id, 'RUNNING');
  });

  it('answers 422 to other columns or ids, and 404 to jobs that are not there', async () => {
    expect((await put(1, columnsOf(3, 2), 3)).status).to.equal(422);
    expect((await put('x', columnsOf(3, 2))).status).to.equal(422);
    expect((await put(999_999, columnsOf(3, 2))).status).to.equal(404);
    expect((await get(999_999)).status).to.equal(404);
    expect((await get('x')).status).to.equal(422);
  });

  it('shows nothing to callers without the service token', async () => {
    const id = await fixture.running(user.token, user.id);
    expect((await get(id, 'wrong')).status).to.equal(404);
    expect((await put(id, columnsOf(3, 2), 2, 'wrong')).status).to.equal(404);
    const withUserToken = await fixture.get(`/internal/jobs/${id}/series`, user.token);
    expect(withUserToken.status).to.equal(404);
  });
});
