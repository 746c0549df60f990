import { text } from 'node:stream/consumers';
import { debitRejected } from '@coincast/shared/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { datasetCsv, writeCsv } from '../../src/export/write-csv.js';
import { readRows } from '../dataset/reading.js';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';

describe('GET /api/predict/{id}/series', () => {
  let fixture: PredictionFixture;
  let user: { id: number; token: string };
  before(async () => {
    fixture = await PredictionFixture.start();
    user = fixture.user();
  });
  after(() => fixture.close());

  const get = (id: number) => fixture.get(`/api/predict/${id}/series`, user.token);

  it('answers 200 with the valid rows by time as CSV, named by the number of the job', async () => {
    const data = [{ ts: '2024-01-02T03:00:00+03:00', y: '2,5' }, 'x', { date: '2024-01-01', price: -1e21 }];
    const id = Number((await fixture.post(user.token, { model_name: 'Demo', data })).body['id']);
    const answer = await get(id);
    expect(answer.status).to.equal(200);
    expect(answer.headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).to.equal(`attachment; filename="series-${id}.csv"`);
    expect(answer.text).to.equal('timestamp,price\n2024-01-01T00:00:00.000Z,-1e+21\n2024-01-02T00:00:00.000Z,2.5\n');
    expect((await fixture.get(`/api/predict/${id}/series/`, user.token)).text).to.equal(answer.text);
  });

  it('is named by the title of the job, without what could be a path or a header', async () => {
    const id = Number((await fixture.upload(user.token, 'ts,y\n2024-01-01,1\n', 'Цены "март";.xlsx')).body['id']);
    const disposition = (await get(id)).headers['content-disposition'] ?? '';
    const encoded = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? '';
    expect(decodeURIComponent(encoded), disposition).to.equal('Цены _март_;.csv');
  });

  it('answers 200 for a job that failed, and the header alone where no row is valid', async () => {
    const failed = await fixture.order(user.token, 2);
    await fixture.tell(debitRejected, { job_id: failed, user_id: user.id, reason: 'not_enough_credits' });
    await fixture.stage(failed, 'ERROR');
    expect((await get(failed)).text.split('\n')).to.have.lengthOf(4);
    const { body } = await fixture.post(user.token, { model_name: 'Demo', data: ['x'] });
    expect((await get(Number(body['id']))).text).to.equal('timestamp,price\n');
  });

  it('answers rows of several pages that make the same job again', async () => {
    const rows = 40_000;
    const data = series(rows).map(({ timestamp }, i) => ({ timestamp, price: Math.sin(i) * 10 ** (i % 14) }));
    // Of two rows at the same time the first stays the first.
    data.push({ timestamp: data[7]?.timestamp ?? '', price: -1 });
    const first = Number((await fixture.post(user.token, { model_name: 'Demo', data })).body['id']);
    const csv = (await get(first)).text;
    const again = await fixture.upload(user.token, csv, 'again.csv');
    expect(again.body['rows']).to.deep.equal({ valid: rows + 1, invalid: 0, duplicates: 1 });
    const { rows: stored } = await fixture.db.raw(
      `SELECT a.times = b.times AND a."values" = b."values" AS same
       FROM prediction.job_series a, prediction.job_series b WHERE a.job_id = ? AND b.job_id = ?`,
      [first, Number(again.body['id'])],
    );
    expect(stored).to.deep.equal([{ same: true }]);
  });

  it('writes what is read as the very same rows, whatever they are', async () => {
    const price = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1e20, -(2 ** 60), 2 ** 53, 1e300, 5e-324, 1.234, 12.345),
      fc.integer({ min: 1_000, max: 999_999 }).map((thousandths) => thousandths / 1_000),
    );
    const row = fc.record({ timeMs: fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }), price });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (unsorted) => {
        const rows = [...unsorted].sort((a, b) => a.timeMs - b.timeMs);
        const page = {
          times: Float64Array.from(rows, ({ timeMs }) => timeMs),
          columns: [Float64Array.from(rows, ({ price: value }) => value)],
        };
        const pages = (async function* () {
          yield page;
        })();
        const csv = await text(writeCsv({ points: rows.length, columns: ['price'], pages }, datasetCsv));
        const { read, invalid } = await readRows(csv);
        expect(invalid).to.deep.equal([]);
        expect(read.times).to.deep.equal(page.times);
        // deep.equal tells 0 from -0.
        expect([...read.values]).to.deep.equal([...(page.columns[0] ?? [])]);
      }),
    );
  });

  it('answers 401 without a token and 404 to another user’s job or none', async () => {
    const id = await fixture.order(user.token);
    expect((await fixture.get(`/api/predict/${id}/series`)).status).to.equal(401);
    for (const path of [String(id), '999999', '0', 'x']) {
      const answer = await fixture.get(`/api/predict/${path}/series`, fixture.user().token);
      expect([answer.status, answer.body['code']], path).to.deep.equal([404, 'not_found']);
    }
  });
});
