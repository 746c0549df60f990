import { connectDatabase } from '@coincast/shared/database';
import { expect } from 'chai';
import { forgetOldKeys } from '../../src/idempotency/idempotency.repository.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';

describe('Idempotency-Key of POST /api/predict/', () => {
  let fixture: PredictionFixture;
  before(async () => {
    fixture = await PredictionFixture.start();
  });
  after(() => fixture.close());

  const key = (value: string) => ({ 'Idempotency-Key': value });
  const body = { model_name: 'Demo', data: series(3) };
  const jobsOf = async (token: string) =>
    (await fixture.get('/api/predict/history', token)).body as unknown as { id: number }[];

  it('answers the first answer again, also when the credits are gone by then', async () => {
    const { id, token } = fixture.user();
    const first = await fixture.post(token, body, key('a'));
    fixture.billing.balances.set(id, 0);
    const again = await fixture.post(token, body, key('a'));
    expect([again.status, again.body]).to.deep.equal([202, first.body]);
    expect(again.headers['location']).to.equal(first.headers['location']);
    expect(await jobsOf(token)).to.have.lengthOf(1);
  });

  it('makes one job of requests at the same time', async () => {
    const { token } = fixture.user();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fixture.post(token, body, key('b'))));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(20).fill(202));
    expect(new Set(answers.map((answer) => answer.body['id'])).size).to.equal(1);
    expect(await jobsOf(token)).to.have.lengthOf(1);
    await fixture.quiet();
    expect(fixture.sentNow(Number(answers[0]?.body['id']), 'credits.debit.requested')).to.have.lengthOf(1);
  });

  it('answers 409 to another model, horizon, data or file under the same key', async () => {
    const { token } = fixture.user();
    await fixture.post(token, body, key('c'));
    for (const other of [
      { ...body, model_name: 'LinearTrend' },
      { ...body, horizon: 3 },
      { ...body, data: series(2) },
    ]) {
      const { status, body: problem } = await fixture.post(token, other, key('c'));
      expect([status, problem['code']]).to.deep.equal([409, 'idempotency_conflict']);
    }
    expect(await jobsOf(token)).to.have.lengthOf(1);
  });

  it('answers the whole verdict again, and tells files and fields apart', async () => {
    const { token } = fixture.user();
    const rows = Array.from({ length: 30 }, (_, i) => `02.01.2024;x${i}\n`).join('');
    const file = `date;close\n01.01.2024;1,5\n01.01.2024;2,5\n${rows}`;
    const send = (content: string, fields: Record<string, string> = {}) =>
      fixture.upload(token, content, 'a.csv', fields, key('v'));
    const first = await send(file);
    expect(first.status).to.equal(202);
    expect(first.body).to.deep.include({ rows: { valid: 2, invalid: 30, duplicates: 1 }, format: 'csv' });
    expect(first.body['invalid_rows']).to.have.lengthOf(20);
    expect((await send(file)).body).to.deep.equal(first.body);
    for (const other of [
      await send(`${file}\n`),
      await send(file, { decimal: ',' }),
      await send(file, { horizon: '2' }),
      await send(file, { model_name: 'Oracle' }),
    ]) {
      expect([other.status, other.body['code']]).to.deep.equal([409, 'idempotency_conflict']);
    }
  });

  it('is each user’s own', async () => {
    const [one, two] = [fixture.user(), fixture.user()];
    const [first, second] = [
      await fixture.post(one.token, body, key('d')),
      await fixture.post(two.token, body, key('d')),
    ];
    expect(first.body['id']).not.to.equal(second.body['id']);
  });

  it('is not used up by a request that was refused', async () => {
    const { id, token } = fixture.user(0);
    expect((await fixture.post(token, body, key('e'))).status).to.equal(402);
    fixture.billing.balances.set(id, 10);
    expect((await fixture.post(token, body, key('e'))).status).to.equal(202);
  });

  it('answers 422 to a key that is too long or not plain', async () => {
    const { token } = fixture.user();
    for (const bad of ['x'.repeat(256), 'a b']) {
      expect((await fixture.post(token, body, key(bad))).status).to.equal(422);
    }
  });

  it('is forgotten when it is old', async () => {
    const { token } = fixture.user();
    const first = await fixture.post(token, body, key('f'));
    const db = connectDatabase(fixture.database.urls.prediction.serviceUrl, { applicationName: 'test', poolSize: 1 });
    try {
      expect(await forgetOldKeys(db, 24)).to.equal(0);
      await fixture.db.raw(
        "UPDATE prediction.idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'f'",
      );
      expect(await forgetOldKeys(db, 24)).to.equal(1);
    } finally {
      await db.destroy();
    }
    expect((await fixture.post(token, body, key('f'))).body['id']).not.to.equal(first.body['id']);
  });
});
