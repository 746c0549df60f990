import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import supertest from 'supertest';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';

describe('a forecast as a file', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
  });
  afterEach(() => cabinet.close());
  const call = 'GET /api/predict/7/export';
  const path = '/job/7/download?format=parquet';
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) % 256));

  it('is what the API gives, with its type, name and length', async () => {
    cabinet.gateway.files.set(call, (url, response) => {
      response.writeHead(200, {
        'content-type': 'application/vnd.apache.parquet',
        'content-disposition': `attachment; filename="forecast-7.${url.searchParams.get('format')}"`,
        'content-length': bytes.length,
        'x-internal': 'no',
      });
      response.end(bytes);
    });
    const answer = await fetch(`${cabinet.url}${path}`, { headers: signedIn });
    expect(answer.status).to.equal(200);
    expect(Object.fromEntries(answer.headers)).to.include({
      'content-type': 'application/vnd.apache.parquet',
      'content-disposition': 'attachment; filename="forecast-7.parquet"',
      'content-length': '300000',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers.has('x-internal')).to.equal(false);
    expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).to.equal(true);
    const head = await supertest(cabinet.url).head(path).set(signedIn);
    expect([head.status, head.headers['content-length']]).to.deep.equal([200, '300000']);
  });

  it('ends at the API when the reader leaves', async () => {
    const left = new Promise<void>((resolve) => {
      cabinet.gateway.files.set(call, (_url, response) => {
        response.writeHead(200, { 'content-type': 'text/csv' });
        response.write(bytes);
        response.once('close', resolve);
      });
    });
    const asked = request(`${cabinet.url}${path}`, { headers: signedIn });
    asked.on('error', () => undefined).end();
    const [answer] = await once(asked, 'response');
    await once(answer, 'data');
    asked.destroy();
    await left;
  });

  it('is broken off where the API breaks off, and never looks whole', async () => {
    cabinet.gateway.files.set(call, (_url, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1_000), () => response.destroy());
    });
    const asked = request(`${cabinet.url}${path}`, { headers: signedIn });
    asked.end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    const [error] = await once(answer, 'error');
    expect(error).to.have.property('code', 'ECONNRESET');
  });

  it('is a page of words where there is none', async () => {
    const { answers } = cabinet.gateway;
    const get = (address = path) => cabinet.get(address, signedIn);
    answers.set(call, problem(404, 'not_found'));
    const missing = await get();
    expect([missing.status, missing.type]).to.deep.equal([404, 'text/html']);
    answers.set(call, problem(409, 'no_forecast'));
    const early = await get();
    expect([early.status, early.headers['location']]).to.deep.equal([303, '/job/7']);
    answers.set(call, problem(500, 'internal'));
    const away = await get();
    expect(away.status).to.equal(503);
    expect(away.headers).to.not.have.property('content-disposition');
    for (const format of ['', 'exe', '../csv', 'csv&format=json']) {
      expect((await get(`/job/7/download?format=${format}`)).status, format).to.equal(404);
    }
    expect((await cabinet.get(path)).headers['location']).to.match(/^\/login\?next=%2Fjob%2F7%2Fdownload/);
  });
});
