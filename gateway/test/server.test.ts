import { expect } from 'chai';
import { openRaw, parseRaw, rawGet, sendRaw, startTestGateway, type TestGateway } from './gateway-fixture.js';

describe('what the HTTP parser refuses', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway(undefined, { HEADERS_TIMEOUT_MS: '200' });
  });
  after(() => gateway.close());

  const cases: [number, string, string, string][] = [
    [400, 'malformed_request', 'no HTTP', 'hello\r\n\r\n'],
    [400, 'malformed_request', 'a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n'],
    [400, 'malformed_request', 'no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [
      400,
      'malformed_request',
      'a broken chunk',
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    [431, 'headers_too_large', 'headers of 20 KiB', rawGet('/', `X-Large: ${'x'.repeat(20_000)}`)],
    [408, 'request_timeout', 'headers that do not arrive', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    [408, 'request_timeout', 'a silent client', ''],
  ];
  for (const [status, code, what, bytes] of cases) {
    it(`${status} as a problem with a request id for ${what}`, async () => {
      const answer = parseRaw(await sendRaw(gateway.port, bytes));
      expect(answer.status).to.equal(status);
      expect(answer.body.code).to.equal(code);
      expect(answer.body.request_id).to.have.length(36);
      expect(answer.head).to.include(answer.body.request_id);
    });
  }

  it('lets answers that are under way finish when it closes', async () => {
    let answerNow: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => {
      void startTestGateway((_request, response) => {
        answerNow = () => response.end('{"late":true}');
        resolve();
      }).then((started) => {
        closing = started;
        client = openRaw(started.port, rawGet('/api/models/'));
      });
    });
    let closing: TestGateway | undefined;
    let client: ReturnType<typeof openRaw> | undefined;
    await asked;
    const closed = closing?.close();
    answerNow?.();
    expect(await client?.received).to.match(/^HTTP\/1\.1 /);
    await closed;
  });
});
