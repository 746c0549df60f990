import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Buyer, type Problem, series } from '@coincast/e2e/buyer';
import { beginUpload } from '@coincast/e2e/raw-upload';
import { eventually, hostileFiles, memoryOfService } from '@coincast/shared/testing';
import { expect } from 'chai';
import { onSystem } from './systems.js';

const megabyte = 1024 * 1024;
const maxMemoryBytes = 300 * megabyte;
/** Reader processes that have nothing to do are ended after ten seconds. */
const settlingMs = 60_000;

const uploadDir = mkdtempSync(join(tmpdir(), 'coincast-e2e-uploads-'));
after(() => rmSync(uploadDir, { recursive: true, force: true }));

const spooled = () =>
  readdirSync(uploadDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** A series of `rows` hours as CSV. */
const csv = (rows: number) =>
  Buffer.from(
    `timestamp,price\n${Array.from({ length: rows }, (_, i) => `${new Date(Date.UTC(2020, 0, 1, i)).toISOString()},${100 + (i % 7)}\n`).join('')}`,
  );

// In one process: there a file could bring down everything, and what reads it is the same in separate ones.
onSystem(
  'standalone',
  'Hostile uploads',
  (system) => {
    let buyer: Buyer;
    before(async () => {
      buyer = await Buyer.register(system.url, 10_000_000);
    });

    const sellsOn = async () => {
      const { body } = await buyer.predict(series(3));
      expect((await buyer.finished(body.id)).status).to.equal('OK');
    };

    it('refuses every hostile file with a sentence, and goes on', async function () {
      this.timeout(240_000);
      for (const { name, content, codes } of hostileFiles) {
        const { status, body } = await buyer.upload(new Blob([content()]), 'prices.csv');
        expect(status, `${name}: ${JSON.stringify(body)}`).to.be.within(400, 499);
        // What a reader process may take is a limit like any other.
        expect(body.code, name).to.be.oneOf([...codes, 'reading_memory']);
        expect(body.detail, name).to.match(/^[A-Z"].* .*\.$/s);
      }
      await sellsOn();
    });

    it('refuses a file above the limit, and says what the limit is', async function () {
      this.timeout(60_000);
      const { status, body } = await buyer.upload(new Blob([Buffer.alloc(52 * megabyte, '2024-01-01,1\n')]), 'a.csv');
      expect([status, body.code]).to.deep.equal([413, 'body_too_large']);
      expect(body.detail).to.match(/50 MiB|52428800/);
    });

    it('refuses bodies of JSON that attack their reader', async function () {
      this.timeout(60_000);
      const rows = (data: string) => `{"model_name":"Demo","data":${data}}`;
      const attacks: [string | Buffer, number, Record<string, string>?][] = [
        [rows('['.repeat(100_000)), 422],
        [`{"model_name":${'['.repeat(100_000)}${']'.repeat(100_000)},"data":[]}`, 422],
        [rows(`[{"ts":"${'x'.repeat(49 * megabyte)}"}]`), 422],
        [rows('[{"ts":1,"y":"рост').slice(0, -1), 400],
        [gzipSync(Buffer.alloc(500 * megabyte, ' ')), 413, { 'content-encoding': 'gzip' }],
      ];
      for (const [body, status, headers] of attacks) {
        const answer = await buyer.call<Problem>('/api/predict/', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        expect(answer.status, answer.body.detail).to.equal(status);
        expect(answer.body.detail).to.match(/^[A-Z"].* .*\.$/s);
      }
      await sellsOn();
    });

    it('forgets an upload that is cut off half-way', async () => {
      const upload = beginUpload(buyer, Buffer.alloc(4 * megabyte, '2024-01-01,1\n'), 'half.csv');
      await upload.sendFirst(2 * megabyte);
      await eventually('the upload is on disk', () => spooled().length > 0);
      upload.cutOff();
      await eventually('nothing of it is left', () => spooled().length === 0);
      await sellsOn();
    });

    it('serves others while 200 slow uploads stand half-way, and then serves those', async function () {
      this.timeout(180_000);
      const file = csv(6_000);
      const uploads = Array.from({ length: 200 }, (_, i) => beginUpload(buyer, file, `${i}.csv`));
      await Promise.all(uploads.map((upload) => upload.sendFirst(Math.floor(file.length / 2))));
      await eventually('all of them are on disk', () => spooled().length >= 200, 30_000);
      await sellsOn();
      const answers = await Promise.all(uploads.map((upload) => upload.finish()));
      const accepted = answers.filter(({ status }) => status === 202);
      for (const { body } of accepted)
        expect((body as { rows: unknown }).rows).to.deep.include({ valid: 6_000, invalid: 0 });
      // Those whose turn did not come in time are told to come again, and then have it.
      for (const [i, { status, body }] of answers.entries()) {
        if (status === 202) continue;
        expect([status, (body as Problem).code]).to.deep.equal([503, 'unavailable']);
        const again = await buyer.upload(new Blob([file]), `${i}.csv`);
        expect([again.status, again.body.rows.valid]).to.deep.equal([202, 6_000]);
      }
      await sellsOn();
    });

    it('has no file left and its memory back', async function () {
      this.timeout(settlingMs + 10_000);
      await eventually('no file is left', () => spooled().length === 0);
      const pid = system.launched.pids()['standalone'];
      if (pid === undefined) throw new Error('There is no such process');
      let bytes = 0;
      await eventually(
        `memory is below ${maxMemoryBytes / megabyte} MB`,
        () => {
          bytes = memoryOfService(pid);
          return bytes < maxMemoryBytes;
        },
        settlingMs,
      ).catch((error: unknown) => {
        throw new Error(`It has ${Math.round(bytes / megabyte)} MB`, { cause: error });
      });
    });
  },
  { UPLOAD_DIR: uploadDir },
);
