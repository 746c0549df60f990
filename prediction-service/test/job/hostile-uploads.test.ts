import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import request from 'supertest';
import { PredictionFixture } from '../prediction-fixture.js';
import { UploadDir } from '../upload-dir.js';

const mebibyte = 1024 * 1024;

describe('hostile uploads to POST /api/predict/', function () {
  this.timeout(60_000);
  let uploads: UploadDir;
  let fixture: PredictionFixture;
  let token: string;
  before(async () => {
    uploads = await UploadDir.make();
    fixture = await PredictionFixture.start({ UPLOAD_DIR: uploads.path });
    token = fixture.user().token;
  });
  after(async () => {
    await fixture.close();
    await uploads.remove();
  });
  afterEach('the service still sells, and nothing is left behind', async () => {
    expect(await fixture.order(token)).to.be.above(0);
    await eventually('the spool is empty', async () => (await uploads.files()).length === 0);
  });

  const file = (content: string | Buffer) => fixture.upload(token, content, 'a.csv');
  const body = (text: string) =>
    request(fixture.service.url)
      .post('/api/predict/')
      .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' })
      .send(text);
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])));

  for (const [what, send, status, code] of [
    ['a line of 49 MB', () => file(`ts,y\n2024-01-01,1${'x'.repeat(49 * mebibyte)}`), 422, 'row_too_large'],
    ['a quote that never ends', () => file(`ts,y\n"${'x\n'.repeat(mebibyte)}`), 422, undefined],
    ['1,001 columns', () => file(`ts,y${',x'.repeat(999)}\n2024-01-01,1\n`), 422, 'too_many_columns'],
    ['a million and one rows', () => file(`ts,y\n${'2024-01-01,1\n'.repeat(1_000_001)}`), 422, 'too_many_rows'],
    ['JSON 100,000 levels deep in a file', () => file(deep(100_000)), 422, 'nested_too_deeply'],
    ['JSON 5 million levels deep in a file', () => file(deep(5_000_000)), 422, 'nested_too_deeply'],
    ['JSON 20,000 levels deep in a small body', () => body(deep(20_000)), 422, 'nested_too_deeply'],
    ['JSON 100,000 levels deep in a large body', () => body(`{"data":${deep(100_000)}}`), 422, 'nested_too_deeply'],
    ['a record of 2,000 fields', () => body(`{"model_name":"Demo","data":[${keys(2_000)}]}`), 422, 'too_many_columns'],
    ['a file that ends in the middle of JSON', () => file('[{"ts":"2024-01-01","y":'), 422, 'unreadable_data'],
    [
      'bytes without sense',
      () => file(Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256))),
      415,
      undefined,
    ],
    [
      'an archive that is none',
      () => file(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(1_000, 1)])),
      415,
      undefined,
    ],
    [
      'a Parquet file that is none',
      () => file(Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(1_000, 1)])),
      422,
      undefined,
    ],
    ['nothing', () => file(''), 422, undefined],
  ] as const) {
    it(`answers ${status} to ${what}`, async () => {
      const answer = await send();
      expect([answer.status, answer.body['code']]).to.deep.equal([status, code ?? answer.body['code']]);
      expect(answer.body['detail']).to.match(/\w+ .*\w\.$/);
    });
  }

  it('takes names of the language for what they are: names', async () => {
    const rows = '[{"ts":"2024-01-01","y":1},{"__proto__":{"ts":"2024-01-02","y":2},"constructor":1,"toString":2}]';
    for (const answer of [
      await file(rows),
      await body(`{"model_name":"Demo","data":${rows},"__proto__":{"horizon":7}}`),
      await file('__proto__,constructor,ts,y\n1,2,2024-01-01,1\n1,2,x,2\n'),
    ]) {
      expect(answer.status).to.equal(202);
      expect(answer.body['rows']).to.deep.equal({ valid: 1, invalid: 1, duplicates: 0 });
      const job = await fixture.get(`/api/predict/${answer.body['id']}`, token);
      expect([job.status, job.body['horizon']]).to.deep.equal([200, 1]);
      expect(job.text).to.include('"__proto__"');
    }
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });
});
