import { readFileSync } from 'node:fs';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';
import { UploadDir } from '../upload-dir.js';
import { askFileQuote, askQuote } from './ask-quote.js';

const workbook = readFileSync(new URL('../../../test/datasets/xlsx/pandas.xlsx', import.meta.url));
const manyLines = `ts,y\n${'2024-01-01,1\n'.repeat(20_000)}`;

describe('a quote', () => {
  let uploads: UploadDir;
  let fixture: PredictionFixture;
  let token: string;
  before(async () => {
    uploads = await UploadDir.make();
    fixture = await PredictionFixture.start({ UPLOAD_DIR: uploads.path, MAX_UPLOAD_BYTES: '1000000' });
    token = fixture.user().token;
    // So that every table that a submit fills holds something.
    await fixture.post(token, { data: series(3) }, { 'Idempotency-Key': 'first' });
    await fixture.quiet();
  });
  after(async () => {
    await fixture.close();
    await uploads.remove();
  });

  /** The rows of every table of the schema, and what its sequences have given out. */
  const stored = async () => {
    const tables: { name: string }[] = (
      await fixture.db.raw("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'prediction' ORDER BY 1")
    ).rows;
    const counts: [string, number][] = [];
    for (const { name } of tables) {
      const { rows } = await fixture.db.raw('SELECT count(*)::int AS n FROM prediction.??', [name]);
      counts.push([name, rows[0].n]);
    }
    const sequences = await fixture.db.raw(
      "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'prediction' ORDER BY 1",
    );
    return { counts: Object.fromEntries(counts), sequences: sequences.rows, events: fixture.events.length };
  };

  const key = { 'Idempotency-Key': 'another' };
  for (const [what, ask, status] of [
    ['a small body', () => askQuote(fixture, token, { data: series(3) }, key), 200],
    ['a large body', () => askQuote(fixture, token, { data: series(3_000) }, key), 200],
    ['a small file', () => askFileQuote(fixture, token, 'ts,y\n2024-01-01,1\n'), 200],
    ['a large file', () => askFileQuote(fixture, token, manyLines), 200],
    ['a workbook', () => askFileQuote(fixture, token, workbook), 200],
    ['nothing valid', () => askQuote(fixture, token, { data: [{ a: 1 }] }), 200],
    ['more than can be paid', () => askQuote(fixture, fixture.user(0).token, { data: series(3) }), 200],
    ['a large file for an unknown model', () => askFileQuote(fixture, token, manyLines, { model_name: 'Oracle' }), 422],
    ['a large file with a bad field', () => askFileQuote(fixture, token, manyLines, { horizon: 'many' }), 422],
    ['a large file with too long a horizon', () => askFileQuote(fixture, token, manyLines, { horizon: '200001' }), 422],
    ['a file above the limit', () => askFileQuote(fixture, token, manyLines.repeat(8)), 413],
  ] as const) {
    it(`of ${what} is answered ${status} and leaves nothing, in the database, on the bus or on disk`, async () => {
      const before = await stored();
      expect(before.counts).to.include({ jobs: 1, job_series: 1, idempotency_keys: 1, outbox: 0 });
      expect((await ask()).status).to.equal(status);
      await fixture.quiet();
      expect(await stored()).to.deep.equal(before);
      await eventually('the spool is empty', async () => (await uploads.files()).length === 0);
    });
  }
});
