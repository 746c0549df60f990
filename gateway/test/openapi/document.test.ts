import type { RequestListener } from 'node:http';
import { expect } from 'chai';
import supertest from 'supertest';
import { silent, startServer, startTestGateway, type TestGateway, type TestServer } from '../gateway-fixture.js';

const documentOf = (tag: string, paths: Record<string, unknown>) => ({
  openapi: '3.1.0',
  info: { title: tag, version: '1' },
  tags: [{ name: tag, description: `${tag}.` }],
  paths,
});
const operation = { summary: 'Does it', security: [{ bearer: [] }], responses: { 200: { description: 'Done' } } };

const serving =
  (document: unknown): RequestListener =>
  (_request, response) =>
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document));

describe('GET /openapi.json', () => {
  let auth: TestServer;
  let billing: TestServer;
  let prediction: TestServer;
  let gateway: TestGateway;
  before(async () => {
    auth = await startServer(serving(documentOf('auth', { '/api/auth/login': { post: operation } })));
    billing = await startServer(
      serving(documentOf('account', { '/api/account/balance': { get: operation }, '/internal/x': { get: operation } })),
    );
    prediction = await startServer(
      serving(documentOf('predict', { '/api/predict/{id}': { parameters: [], get: operation } })),
    );
    gateway = await startTestGateway(undefined, {
      AUTH_URL: auth.url,
      BILLING_URL: billing.url,
      PREDICTION_URL: prediction.url,
    });
  });
  after(async () => {
    for (const part of [gateway, auth, billing, prediction]) await part.close();
  });

  it('200 with the public paths of all services, as OpenAPI 3.1', async () => {
    const { status, body } = await supertest(gateway.url).get('/openapi.json');
    expect(status).to.equal(200);
    expect(body.openapi).to.match(/^3\.1\.\d+$/);
    expect(body.info).to.include.keys('title', 'version');
    expect(body.servers).to.deep.equal([{ url: '/' }]);
    expect(body.components.securitySchemes.bearer).to.include({ type: 'http', scheme: 'bearer' });
    expect(Object.keys(body.paths)).to.deep.equal(['/api/auth/login', '/api/account/balance', '/api/predict/{id}']);
    expect(body.tags.map(({ name }: { name: string }) => name)).to.deep.equal(['auth', 'account', 'predict']);
    expect(body).to.not.have.property('x-unavailable');
    const { responses } = body.paths['/api/account/balance'].get;
    expect(responses).to.have.keys('200', 'default');
    expect(everyReferenceIn(body, body)).to.equal(true);
  });

  it('200 with what is known while a service is away, saying so', async () => {
    const partial = await startTestGateway((_request, response) => response.writeHead(500).end(), {
      AUTH_URL: auth.url,
    });
    const { status, body } = await supertest(partial.url).get('/openapi.json');
    expect(status).to.equal(200);
    expect(body['x-unavailable']).to.deep.equal(['billing', 'prediction']);
    expect(body.info.description).to.include('billing, prediction');
    await partial.close();
  });

  it('503 while nothing is known', async () => {
    const empty = await startTestGateway(serving({ openapi: '2.0' }), {}, { logger: silent });
    const { status, body } = await supertest(empty.url).get('/openapi.json');
    expect(status).to.equal(503);
    expect(body.code).to.equal('unavailable');
    await empty.close();
  });
});

/** Whether each `$ref` below `node` leads to something in the document. */
function everyReferenceIn(node: unknown, document: unknown): boolean {
  if (typeof node !== 'object' || node === null) return true;
  return Object.entries(node).every(([key, value]) => {
    if (key !== '$ref') return everyReferenceIn(value, document);
    const found = String(value)
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
    return found !== undefined;
  });
}
