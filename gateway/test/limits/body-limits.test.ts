import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { openRaw, parseRaw, startTestGateway, type TestGateway } from '../gateway-fixture.js';

const small = 64 * 1024;

describe('body limits', () => {
  let gateway: TestGateway;
  let aborted: string[];
  before(async () => {
    aborted = [];
    gateway = await startTestGateway(
      (request, response) => {
        let bytes = 0;
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        request.on('end', () => response.end(`{"bytes":${bytes}}`));
        request.on('aborted', () => aborted.push(String(request.url)));
      },
      { MAX_BODY_BYTES: String(10 * small), BODY_TIMEOUT_MS: '300' },
    );
  });
  after(() => gateway.close());

  const head = (path: string, ...headers: string[]) =>
    [`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: ${gateway.bearer}`, ...headers, '', ''].join('\r\n');
  const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`;

  it('413 by Content-Length, before the body is sent, and the connection closes', async () => {
    const answer = parseRaw(
      await openRaw(gateway.port, head('/api/account/top-up', `Content-Length: ${small + 1}`)).received,
    );
    expect(answer.status).to.equal(413);
    expect(answer.body.code).to.equal('body_too_large');
    expect(answer.body).to.have.property('detail', 'A body here has at most 64 KiB.');
    expect(answer.head).to.match(/\r\nConnection: close/i);
  });

  it('413 that a client can read while it is still sending a body of gigabytes', async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const upload = httpRequest(`${gateway.url}/api/predict/`, {
        method: 'POST',
        headers: { Authorization: gateway.bearer, 'Content-Length': 5e9 },
      });
      const send = () => {
        while (!upload.destroyed && upload.write(Buffer.alloc(small)));
      };
      upload.on('drain', send).on('error', reject);
      upload.on('response', (response) => {
        upload.off('drain', send);
        resolve(response);
      });
      send();
    });
    expect(answer.statusCode).to.equal(413);
    answer.destroy();
  });

  it('413 that a client finds after it has sent everything, at its own pace', async () => {
    const pieces = 20;
    const { socket, received } = openRaw(
      gateway.port,
      head('/api/account/top-up', `Content-Length: ${pieces * small}`),
    );
    for await (const _ of setInterval(100, undefined, { ref: false })) {
      if (!socket.write(Buffer.alloc(small))) await once(socket, 'drain');
      if (socket.bytesWritten > pieces * small) break;
    }
    expect(parseRaw(await received).status).to.equal(413);
    expect(socket.bytesWritten).to.be.above(pieces * small);
  });

  it('413 for a chunked body as soon as it is too large; the service sees it break off', async () => {
    const answer = parseRaw(
      await openRaw(gateway.port, head('/api/account/top-up', 'Transfer-Encoding: chunked') + chunk.repeat(10))
        .received,
    );
    expect(answer.status).to.equal(413);
    await eventually('the service sees it', () => aborted.includes('/api/account/top-up'));
  });

  it('200 for bodies up to the limit of the route, chunked or not', async () => {
    const chunked = openRaw(
      gateway.port,
      `${head('/api/account/top-up', 'Transfer-Encoding: chunked', 'Connection: close')}${chunk.repeat(8)}0\r\n\r\n`,
    );
    expect(parseRaw(await chunked.received).body).to.deep.equal({ bytes: small });
    const upload = openRaw(
      gateway.port,
      head('/api/predict/', `Content-Length: ${10 * small}`, 'Connection: close') + 'x'.repeat(10 * small),
    );
    expect(parseRaw(await upload.received).body).to.deep.equal({ bytes: 10 * small });
  });

  it('408 for a body that does not arrive; the service sees it break off', async () => {
    const answer = parseRaw(
      await openRaw(gateway.port, `${head('/api/account/slow', 'Content-Length: 100')}x`).received,
    );
    expect(answer.status).to.equal(408);
    expect(answer.body.code).to.equal('request_timeout');
    expect(answer.body.request_id).to.be.a('string');
    await eventually('the service sees it', () => aborted.includes('/api/account/slow'));
  });

  it('401 without reading a large body, and the connection closes', async () => {
    const request = head('/api/predict/', `Content-Length: ${10 * small}`).replace('Bearer', 'Nobody');
    expect(parseRaw(await openRaw(gateway.port, request).received).status).to.equal(401);
  });

  it('100 only for a request that is let through', async () => {
    const refused = openRaw(
      gateway.port,
      head('/api/account/top-up', `Content-Length: ${small + 1}`, 'Expect: 100-continue'),
    );
    expect(await refused.received).to.match(/^HTTP\/1\.1 413 /);
    const socket = connect(gateway.port, '127.0.0.1').setEncoding('latin1');
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    socket.write(head('/api/account/top-up', 'Content-Length: 5', 'Expect: 100-continue', 'Connection: close'));
    await eventually('leave to send', () => answer.startsWith('HTTP/1.1 100 Continue'));
    socket.write('12345');
    await eventually('the answer', () => answer.includes('{"bytes":5}'));
    socket.destroy();
  });
});
