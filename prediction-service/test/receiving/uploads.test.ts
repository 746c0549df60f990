import { gzipSync } from 'node:zlib';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import request from 'supertest';
import { PredictionFixture } from '../prediction-fixture.js';
import { series } from '../samples.js';
import { SlowUpload } from '../slow-upload.js';
import { UploadDir } from '../upload-dir.js';

const rowsOf = (bytes: number) => `ts,price\n${'2024-01-01T00:00:00Z,12.5\n'.repeat(Math.ceil(bytes / 26))}`;
const large = rowsOf(200_000);

describe('uploads', () => {
  let uploads: UploadDir;
  let fixture: PredictionFixture;
  let token: string;
  before(async () => {
    uploads = await UploadDir.make();
    const limits = { MAX_UPLOAD_BYTES: '1000000', MAX_SPOOL_BYTES: '1500000', MAX_ROWS: '20000' };
    fixture = await PredictionFixture.start({ UPLOAD_DIR: uploads.path, ...limits });
    token = fixture.user().token;
  });
  after(async () => {
    await fixture.close();
    expect(await uploads.directories()).to.deep.equal([]);
    await uploads.remove();
  });
  afterEach('nothing is left behind', async () => {
    await eventually('the spool is empty', async () => (await uploads.files()).length === 0);
  });

  const raw = (headers: Record<string, string>, body: string | Buffer) =>
    request(fixture.service.url)
      .post('/api/predict/')
      .set({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers })
      .serialize((text) => text)
      .send(body);
  const json = JSON.stringify({ model_name: 'Demo', data: series(3) });

  it('are accepted large and small, as files and as JSON', async () => {
    expect((await fixture.upload(token, large, 'a.csv')).body).to.deep.include({ format: 'csv', cost: 7693 });
    expect((await fixture.upload(token, rowsOf(100), 'a.csv')).body).to.deep.include({ format: 'csv', cost: 4 });
    expect((await fixture.post(token, { model_name: 'Demo', data: series(3_000) })).body).to.deep.include({
      format: 'json',
      cost: 3_000,
      columns: { time: 'timestamp', price: 'price' },
    });
  });

  it('are refused above the limit, which is named', async () => {
    const file = await fixture.upload(token, rowsOf(1_100_000), 'a.csv');
    const body = await raw({}, `{"pad":"${'x'.repeat(1_100_000)}"}`);
    const packed = await raw({ 'Content-Encoding': 'gzip' }, gzipSync(`{"pad":"${'x'.repeat(1_100_000)}"}`));
    for (const answer of [file, body, packed]) {
      expect([answer.status, answer.body['code']]).to.deep.equal([413, 'body_too_large']);
      expect(answer.body['detail']).to.match(/larger than 1000000 bytes/);
    }
  });

  it('are refused when they cannot be read', async () => {
    expect((await fixture.upload(token, rowsOf(600_000), 'a.csv')).body['code']).to.equal('too_many_rows');
    expect((await fixture.upload(token, Buffer.alloc(100_000, 7), 'a.csv')).status).to.be.oneOf([415, 422]);
    expect((await fixture.upload(token, large, 'a.csv', { model_name: 'Oracle' })).body['code']).to.equal(
      'unknown_model',
    );
    expect((await fixture.upload(token, large, 'a.csv', { horizon: 'many' })).status).to.equal(422);
  });

  it('are unpacked when Content-Encoding says so', async () => {
    expect((await raw({ 'Content-Encoding': 'gzip' }, gzipSync(json))).status).to.equal(202);
    expect((await raw({ 'Content-Encoding': 'gzip' }, 'nothing packed')).status).to.equal(400);
    expect((await raw({ 'Content-Encoding': 'zip' }, json)).status).to.equal(415);
  });

  it('are read in the charset that Content-Type names', async () => {
    const utf16 = await raw({ 'Content-Type': 'application/json; charset=UTF-16LE' }, Buffer.from(json, 'utf16le'));
    expect([utf16.status, utf16.body.encoding]).to.deep.equal([202, 'utf-16le']);
    const other = await raw({ 'Content-Type': 'application/json; charset=koi8-r' }, json);
    expect([other.status, other.body.code]).to.deep.equal([415, 'unsupported_media_type']);
  });

  for (const [name, status, title] of [
    ['цены за год.csv', 202, 'цены за год.csv'],
    ['📈🚀.csv', 202, '📈🚀.csv'],
    ['../../etc/passwd', 202, 'passwd'],
    ['C:\\prices\\a.csv', 202, 'a.csv'],
    ['x'.repeat(10_000), 202, 'x'.repeat(200)],
    ['%22=cmd%0D%0A.csv', 202, '"=cmd.csv'],
    ['a\u0000b.csv', 400, undefined],
    ['..', 422, undefined],
  ] as const) {
    it(`may be named in any script: ${JSON.stringify(name.slice(0, 20))} is answered ${status}`, async () => {
      const upload = new SlowUpload(fixture.service.url, token).begin(name).write(large).end();
      expect(await upload.answered).to.equal(status);
      if (title === undefined) return;
      const history = (await fixture.get('/api/predict/history?limit=1', token)).body as unknown as { title: string }[];
      expect(history[0]?.title).to.equal(title);
    });
  }

  it('leave nothing when they are cut off half-way', async () => {
    const upload = new SlowUpload(fixture.service.url, token).begin().write(large);
    await eventually('the upload is on disk', async () => (await uploads.files()).length === 1);
    upload.cutOff();
    expect(await upload.answered).to.equal(null);
  });

  it('leave nothing when the form ends before its file does', async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${large}`;
    const answer = await raw({ 'Content-Type': 'multipart/form-data; boundary=x' }, body);
    expect([answer.status, answer.body.code]).to.deep.equal([400, 'malformed_body']);
  });

  it('wait their turn when the disk has taken enough', async () => {
    const held = [0, 1].map(() => new SlowUpload(fixture.service.url, token).begin().write(rowsOf(700_000)));
    await eventually('both are on disk', async () => (await uploads.files()).length === 2);
    const answer = await fixture.upload(token, large, 'a.csv');
    expect([answer.status, answer.body['code']]).to.deep.equal([503, 'unavailable']);
    expect(Number(answer.headers['retry-after'])).to.be.above(0);
    expect((await fixture.post(token, { model_name: 'Demo', data: series(3) })).status).to.equal(202);
    for (const upload of held) upload.cutOff();
    await eventually('there is room again', async () => (await uploads.files()).length === 0);
    expect((await fixture.upload(token, large, 'a.csv')).status).to.equal(202);
  });

  it('that come slowly, 200 at once, harm no small job', async () => {
    const slow = Array.from({ length: 200 }, () => new SlowUpload(fixture.service.url, token).begin().write('ts,y\n'));
    for (let i = 0; i < 20; i++) expect(await fixture.order(token)).to.be.above(0);
    for (const upload of slow.slice(0, 100)) upload.cutOff();
    for (const upload of slow.slice(100)) upload.write('2024-01-01,1\n').end();
    const answers = await Promise.all(slow.slice(100).map(({ answered }) => answered));
    expect(answers).to.deep.equal(Array(100).fill(202));
  });
});
