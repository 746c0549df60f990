import { expect } from 'chai';
import { parseRaw, rawGet, sendRaw, startTestGateway, type TestGateway } from '../gateway-fixture.js';

describe('addresses that lead elsewhere in some reading', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway.close());

  const tricks = [
    '/internal/series/1',
    '/internal',
    '//internal/series/1',
    '///internal',
    '/api/../internal/series/1',
    '/api/predict/../../internal/series/1',
    '/api/predict/..%2f..%2finternal/series/1',
    '/api/predict/%2e%2e/%2e%2e/internal',
    '/api/predict/.%2e/internal',
    '/api/predict/..;/internal',
    '/api/predict/%252e%252e/internal',
    '/api/predict/..\\..\\internal',
    '/api/predict/..%5c..%5cinternal',
    '/api/predict//internal',
    '/api/predict/./1',
    '/api/predict/1%00',
    '/api/predict/%69nternal',
    '/API/predict/1',
    '/Api/predict/1',
    '/api/Predict/1',
    '/api/predictions',
    '/api/predict.json',
    '/api/modelsx',
    '/api',
    '/api/',
    '/api/internal',
    '/.well-known/jwks.json',
    '/api/predict/.well-known',
    '/%2e/internal',
    '/metrics',
    'http://gateway.test/api/predict/1',
    'http://127.0.0.1/internal/series/1',
    'http://internal/api/predict/1',
    '/http://internal/',
    '/api/predict/http://internal/',
    '/api/predict/1#/../../internal',
    '/api/predict/1?x=1#y',
    '/docs/../internal',
    '/docs/%2e%2e/internal',
    '/docs/..%2f..%2fpackage.json',
    '/docs/package.json',
    '*',
    'internal/series/1',
    '?x',
  ];

  for (const target of tricks) {
    it(`404 or 400, and no service is asked: ${target}`, async () => {
      const asked = gateway.seen.length;
      const answer = parseRaw(await sendRaw(gateway.port, rawGet(target, `Authorization: ${gateway.bearer}`)));
      expect(answer.status).to.be.oneOf([404, 400]);
      expect(answer.body.code).to.be.oneOf(['not_found', 'malformed_request']);
      expect(answer.body.request_id).to.be.a('string');
      expect(gateway.seen.length).to.equal(asked);
    });
  }

  for (const target of [
    '/api/predict',
    '/api/predict/',
    '/api/predict/42',
    '/api/predict/42/export?format=csv&x=%2e%2e',
  ]) {
    it(`200 and unchanged: ${target}`, async () => {
      const answer = parseRaw(await sendRaw(gateway.port, rawGet(target, `Authorization: ${gateway.bearer}`)));
      expect(answer.status).to.equal(200);
      expect(gateway.seen.at(-1)).to.equal(`GET ${target}`);
    });
  }

  it('400 for a body that DELETE would carry past the framing into the service', async () => {
    const asked = gateway.seen.length;
    const smuggled = rawGet('/internal/series/1');
    const request = [
      'DELETE /api/account/balance HTTP/1.1',
      'Host: gateway.test',
      'Connection: close',
      `Authorization: ${gateway.bearer}`,
      'Transfer-Encoding: chunked',
      '',
      `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
    ].join('\r\n');
    expect(parseRaw(await sendRaw(gateway.port, request)).status).to.equal(400);
    expect(gateway.seen.length).to.equal(asked);
  });

  it('400 for a request that two readers would frame differently', async () => {
    const asked = gateway.seen.length;
    const request = [
      'POST /api/account/top-up HTTP/1.1',
      'Host: gateway.test',
      `Authorization: ${gateway.bearer}`,
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
      '',
      '0\r\n\r\n',
    ].join('\r\n');
    expect(parseRaw(await sendRaw(gateway.port, request)).status).to.equal(400);
    expect(gateway.seen.length).to.equal(asked);
  });
});
