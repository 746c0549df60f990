import { createHash } from 'node:crypto';
import { errorCatalogue } from '@coincast/shared/http';
import { expect } from 'chai';
import supertest from 'supertest';
import { startServer, startTestGateway, type TestGateway } from './gateway-fixture.js';

describe('pages of the gateway', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway(undefined, { COST_PER_ROW: '2' });
  });
  after(() => gateway.close());
  const get = (path: string) => supertest(gateway.url).get(path);

  it('GET / tells what this is, what it costs and how to begin, in the language of the reader', async () => {
    const english = await get('/').set('Accept-Language', 'de, en;q=0.5');
    expect(english.status).to.equal(200);
    expect(english.headers).to.include({ 'content-language': 'en', vary: 'Accept-Language' });
    expect(english.text).to.include('2 credits for each valid row').and.include('href="/docs"');
    expect(english.text.match(/curl /g)).to.have.length(3);
    expect(english.text).to.include(`curl -s ${gateway.url}/api/auth/register`);
    const russian = await get('/').set('Accept-Language', 'ru-RU,ru;q=0.9,en;q=0.8');
    expect(russian.text).to.include('<html lang="ru">').and.include('2 кредита за каждую верную строку');
    expect((await get('/?lang=en').set('Accept-Language', 'ru')).text).to.include('<html lang="en">');
    expect((await get('/?lang=ru')).text).to.include('<html lang="ru">');
  });

  it('GET / loads nothing from elsewhere, and its own style sheet is the one that the policy allows', async () => {
    const { text, headers } = await get('/').set('Host', 'evil"><script>alert(1)</script>');
    expect(text).to.not.match(/<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\//);
    expect(text).to.not.include('<script');
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).to.include(`style-src 'sha256-${hash}'`);
  });

  it('GET /docs is Swagger UI on the merged document, with and without a trailing slash', async () => {
    for (const path of ['/docs', '/docs/']) {
      const page = await get(path);
      expect(page.status).to.equal(200);
      expect(page.text).to.not.match(/<script>/);
      const files = [...page.text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, file]) => String(file));
      expect(files).to.include('/docs/swagger-ui-bundle.js');
      for (const file of files) expect((await get(file)).status, file).to.equal(200);
    }
    const init = await get('/docs/swagger-ui-init.js');
    expect(init.text).to.include('"/openapi.json"').and.include('"persistAuthorization": true');
    const policy = (await get('/docs')).headers['content-security-policy'];
    expect(policy).to.include("script-src 'self';").and.include("connect-src 'self'");
    expect(policy).to.not.include('upgrade-insecure-requests');
  });

  it('GET /docs/errors has every code where the type of a problem points to', async () => {
    const { status, text } = await get('/docs/errors');
    expect(status).to.equal(200);
    for (const code of Object.keys(errorCatalogue)) expect(text).to.include(`id="${code}"`);
    const { body } = await get('/nowhere');
    expect(body.type).to.equal('/docs/errors#not_found');
  });

  it('405 for anything but reading, 204 for OPTIONS', async () => {
    for (const path of ['/', '/docs', '/openapi.json', '/health']) {
      const { status, headers } = await supertest(gateway.url).post(path);
      expect({ status, allow: headers['allow'] }).to.deep.equal({ status: 405, allow: 'GET, HEAD, OPTIONS' });
      expect((await supertest(gateway.url).options(path)).status).to.equal(204);
    }
  });

  it('GET /health is 200 when every service is ready, 503 with the names otherwise; /health/live always 200', async () => {
    const { status, body } = await get('/health');
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ status: 'ok', services: { auth: 'ok', billing: 'ok', prediction: 'ok' } });
    const sick = await startServer((_request, response) => response.writeHead(503).end());
    const partial = await startTestGateway(undefined, { BILLING_URL: sick.url });
    const answer = await supertest(partial.url).get('/health');
    expect(answer.status).to.equal(503);
    expect(answer.body.services).to.deep.equal({ auth: 'ok', billing: 'unavailable', prediction: 'ok' });
    expect((await supertest(partial.url).get('/health/live')).status).to.equal(200);
    await partial.close();
    await sick.close();
  });
});
