import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import request from 'supertest';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';
import { UploadDir } from '../upload-dir.js';

const csvOf = (rows: number) => `ts,price\n${'2024-01-01T00:00:00Z,12.5\n'.repeat(rows)}`;
const manyRows = csvOf(1_000_000);

describe('reading datasets', function () {
  this.timeout(60_000);
  let uploads: UploadDir;
  let fixture: PredictionFixture;
  let token: string;
  const start = async (env: Record<string, string>) => {
    uploads = await UploadDir.make();
    fixture = await PredictionFixture.start({ UPLOAD_DIR: uploads.path, ...env });
    token = fixture.user(1e9).token;
  };
  afterEach('nothing is left behind', async () => {
    await eventually('the spool is empty', async () => (await uploads.files()).length === 0);
    await fixture.close();
    await uploads.remove();
  });

  const refused = async (answer: Promise<{ status: number; body: Record<string, unknown> }>, code: string) => {
    const { status, body } = await answer;
    expect([status, body['code']]).to.deep.equal([422, code]);
    return String(body['detail']);
  };
  const stillReads = async () => {
    // On a busy machine even a little may take longer than these limits.
    await eventually(
      'a little is read',
      async () => (await fixture.upload(token, csvOf(4_000), 'a.csv')).status === 202,
    );
    expect(await fixture.order(token)).to.be.above(0);
  };

  it('is refused when it takes longer than READ_TIMEOUT_MS, which is named', async () => {
    await start({ READ_TIMEOUT_MS: '800', DATASET_READERS: '1', MAX_ROWS: '2000000' });
    const detail = await refused(fixture.upload(token, csvOf(1_900_000), 'a.csv'), 'reading_timeout');
    expect(detail).to.match(/longer than 800 ms/);
    await stillReads();
  });

  it('is refused when it takes more than READ_MEMORY_MB, which is named', async () => {
    await start({ READ_MEMORY_MB: '100', DATASET_READERS: '1' });
    const rows = `[${'{"ts":"2024-01-01","y":1},'.repeat(900_000)}0]`;
    const detail = await refused(fixture.upload(token, rows, 'a.json'), 'reading_memory');
    expect(detail).to.match(/more than 100 MB/);
    await stillReads();
  });

  it('does not keep small jobs waiting', async () => {
    await start({ DATASET_READERS: '1' });
    let isRead = false;
    const large = fixture.upload(token, manyRows, 'a.csv').then((answer) => {
      isRead = true;
      return answer;
    });
    await eventually('the upload is on disk', async () => (await uploads.files()).length > 0);
    for (let i = 0; i < 5; i++) await fixture.order(token);
    expect(isRead).to.equal(false);
    const { body } = await large;
    expect(body).to.deep.include({ rows: { valid: 1_000_000, invalid: 0, duplicates: 999_999 } });
    const { rows } = await fixture.db.raw(
      'SELECT octet_length(times) AS times, octet_length("values") AS prices FROM prediction.job_series WHERE job_id = ?',
      [Number(body['id'])],
    );
    expect(rows).to.deep.equal([{ times: 8_000_000, prices: 8_000_000 }]);
  });

  it('answers the same to a JSON body whether it is small or large', async () => {
    await start({});
    const pad = 'x'.repeat(100_000);
    for (const sent of [
      { model_name: 'LinearTrend', data: [...series(3), 7, { ts: 'x', y: 1 }], horizon: 5, decimal: ',' },
      { model_name: 'Demo', data: { timestamp: ['2024-01-01', '2024-01-02'], price: [1, 2] } },
      { model_name: 'Demo', data: [{ ts: '01/02/2024', y: '1,5' }], date_order: 'DMY' },
      { model_name: 'Demo', data: [] },
      { model_name: 'Oracle', data: series(2) },
      { model_name: ['Demo'], data: series(2), horizon: 0, decimal: ';', date_order: 'ymd' },
      { model_name: 'x'.repeat(500) },
      { data: series(2) },
      { model_name: 'Demo', data: 'text' },
      { model_name: 'Demo', data: series(2), horizon: 100 },
    ]) {
      const [small, large] = [await fixture.post(token, sent), await fixture.post(token, { ...sent, pad })];
      const { id: _, created_at: __, ...rest } = large.body;
      expect([large.status, large.body['detail']]).to.deep.equal([small.status, small.body['detail']]);
      if (small.status === 202) expect(small.body).to.deep.include(rest);
    }
    for (const data of [[], 7, 'x', null]) {
      const { status } = await request(fixture.service.url)
        .post('/api/predict/')
        .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' })
        .send(`${JSON.stringify(data)}${' '.repeat(100_000)}`);
      expect(status).to.equal(422);
    }
  });

  it('reads as the fields of the request say', async () => {
    await start({});
    const job = async (fields: Record<string, string>) => {
      const { body } = await fixture.upload(token, 'ts;y\n01/02/2024;1,234\n', 'a.csv', fields);
      const { valid_input } = (await fixture.get(`/api/predict/${body['id']}`, token)).body;
      return valid_input;
    };
    expect(await job({ decimal: ',', date_order: 'dmy' })).to.deep.equal([
      { timestamp: '2024-02-01T00:00:00.000Z', price: 1.234 },
    ]);
    expect(await job({ decimal: '.', date_order: 'MDY' })).to.deep.equal([
      { timestamp: '2024-01-02T00:00:00.000Z', price: 1234 },
    ]);
    const { status, body } = await fixture.upload(token, 'ts;y\n', 'a.csv', { decimal: 'comma', date_order: 'ymd' });
    expect(status).to.equal(422);
    expect(body['detail']).to.match(/decimal must be \. or ,.*date_order must be dmy .*or mdy/);
  });
});
